import type { Manager } from 'socket.io-client';

interface Emitter {
  emit(name: 'error', error: Error): unknown;
}

/**
 * Call right after a connection started to open. The client library (socket.io-client 4.8) listens for its end only once the
 * server has greeted it: a connection that ends before that, as when a server is killed or a phone loses its cell, goes
 * unnoticed until the library's time-out of twenty seconds. This tells the library at once, and it retries.
 */
export function noticeClosedWhileOpening(manager: Manager): void {
  const { engine } = manager;
  engine.once('close', (reason) => {
    const isOpening = manager._readyState === 'opening' && engine === manager.engine;
    // What the library itself would do; its types do not expose it.
    if (isOpening) (engine as unknown as Emitter).emit('error', new Error(reason));
  });
}

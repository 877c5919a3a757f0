import type { Manager } from 'socket.io-client';

interface Emitter {
  emit(name: 'error', error: Error): unknown;
}

/**
 * To be called right after a line began to open. The client library (socket.io-client 4.8) listens for its end only once
 * the server has greeted it: a line that ends before, as when a server is killed or a phone loses its cell, goes unnoticed
 * until the library's time-out of twenty seconds. This tells the library at once, and it tries again.
 */
export function noticeClosedWhileOpening(manager: Manager): void {
  const { engine } = manager;
  engine.once('close', (reason) => {
    const isOpening = manager._readyState === 'opening' && engine === manager.engine;
    // What the library itself would do; its types keep it to itself.
    if (isOpening) (engine as unknown as Emitter).emit('error', new Error(reason));
  });
}

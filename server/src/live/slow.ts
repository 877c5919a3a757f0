import type { Logger } from 'pino';
import type { LiveServer, LiveSocket } from './sockets.ts';

/** What may wait in memory for one connection; a page's whole catch-up is a fraction of it. */
const MOST_BYTES = 1024 * 1024;
const EVERY_MS = 1_000;

/**
 * Puts out connections that take less than is said to them. What waits for them is dropped; they come back and catch up
 * by number, which is one read instead of a memory that grows.
 */
export function startPuttingOutSlow(io: LiveServer, log: Logger): { stop: () => void } {
  const timer = setInterval(() => {
    for (const socket of io.of('/').sockets.values()) {
      const bytes = waitingFor(socket);
      if (bytes <= MOST_BYTES) continue;
      log.warn({ bytes }, 'a connection was too slow and was put out');
      socket.conn.close(true);
    }
  }, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}

/** Bytes handed to the engine, and bytes it has handed on that the network has not taken. */
function waitingFor({ conn }: LiveSocket): number {
  let bytes = 0;
  // The engine keeps its packets to itself in types only; a list that is gone one day counts as empty.
  const { writeBuffer } = conn as unknown as { writeBuffer?: readonly { data?: unknown }[] };
  for (const { data } of writeBuffer ?? []) bytes += typeof data === 'string' ? data.length : 0;
  const { socket } = conn.transport as unknown as { socket?: { bufferedAmount?: unknown } };
  return bytes + (typeof socket?.bufferedAmount === 'number' ? socket.bufferedAmount : 0);
}

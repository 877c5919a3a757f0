import { costs } from '@hearth/shared/kernel/limits';
import type { Logger } from 'pino';
import { disconnect } from './put-out.ts';
import type { LiveConnection, LiveServer } from './sockets.ts';
import { unreadBytes } from './unread.ts';

const EVERY_MS = 1_000;

/**
 * Puts out connections that take less than is said to them. What waits for them is dropped; they come back and catch up
 * by number, which is one read instead of a memory that grows. Looks at every connection, also one that has not joined.
 */
export function startDisconnectingSlow(io: LiveServer, log: Logger): { stop: () => void } {
  const open = new Set<LiveConnection>();
  io.engine.on('connection', (connection: LiveConnection) => {
    open.add(connection);
    connection.once('close', () => open.delete(connection));
  });
  const timer = setInterval(() => {
    for (const connection of open) putOutIfTooSlow(connection, log);
  }, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}

/** Where more than `times` what may wait for a connection does. */
export function putOutIfTooSlow(connection: LiveConnection, log: Logger, times = 1): void {
  const bytes = waitingFor(connection);
  if (bytes <= times * costs.connection.waiting) return;
  log.warn({ bytes }, 'a connection was too slow and was put out');
  disconnect(connection);
}

/** Bytes handed to the engine, and bytes it has handed on that the network has not taken. */
function waitingFor(connection: LiveConnection): number {
  let bytes = unreadBytes(connection);
  // The engine keeps its packets to itself in types only; a list that is gone one day counts as empty.
  const { writeBuffer } = connection as unknown as { writeBuffer?: readonly { data?: unknown }[] };
  for (const { data } of writeBuffer ?? []) bytes += typeof data === 'string' ? data.length : 0;
  // A WebSocket's own, as far as there is one.
  const { socket } = connection.transport as { socket?: { bufferedAmount?: unknown } };
  return bytes + (typeof socket?.bufferedAmount === 'number' ? socket.bufferedAmount : 0);
}

import type { Logger } from 'pino';
import type { LiveSocket } from './sockets.ts';

/** Messages of one socket in ten seconds; more and it is put out. A person typing and voting sends a tenth of that. */
const MOST = 150;
const WINDOW_MS = 10_000;

type Handler = (parts: readonly unknown[]) => Promise<unknown>;

/**
 * The one wrapper of every message. Nothing a client sends, leaves out or sends in place of an acknowledgement ends the
 * process (promise L9): the last part is an acknowledgement only if it can be called, and a failure stays here.
 */
export function guarded(socket: LiveSocket, log: Logger, handler: Handler): (...parts: unknown[]) => void {
  return (...parts) => {
    if (isFlooding(socket)) return;
    const last = parts.at(-1);
    const acknowledge = typeof last === 'function' ? last : null;
    const given = acknowledge ? parts.slice(0, -1) : parts;
    handler(given)
      .then((answer) => acknowledge?.(answer))
      .catch((error: unknown) => log.error({ error }, 'a message failed'));
  };
}

function isFlooding(socket: LiveSocket): boolean {
  if (socket.data.messages === 0) setTimeout(() => (socket.data.messages = 0), WINDOW_MS).unref();
  socket.data.messages += 1;
  if (socket.data.messages <= MOST) return false;
  socket.disconnect(true);
  return true;
}

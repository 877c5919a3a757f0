import type { LiveConnection } from './sockets.ts';
import { dropUnread } from './unread.ts';

/** At once, with what waits for it: a polite closing would wait half a minute for somebody who does not read. */
export function disconnect(connection: LiveConnection): void {
  // A WebSocket has one, a poll has none; the engine's types name neither.
  const { socket } = connection.transport as { socket?: { terminate?: () => void } };
  connection.close(true);
  socket?.terminate?.();
  // Who polls has no line, but may have an answer that they do not read.
  dropUnread(connection);
}

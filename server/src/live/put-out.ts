import type { LiveConnection } from './sockets.ts';
import { dropUnread } from './unread.ts';

/** At once, with what waits for it: a polite closing would wait half a minute for somebody who does not read. */
export function disconnect(connection: LiveConnection): void {
  const { socket } = connection.transport as unknown as { socket?: { terminate?: () => void } };
  connection.close(true);
  socket?.terminate?.();
  // Who polls has no line, but may have an answer that they do not read.
  dropUnread(connection);
}

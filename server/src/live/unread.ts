import type { ServerResponse } from 'node:http';
import type { LiveConnection } from './sockets.ts';

/** The last answer that was given to somebody who polls: it is in our memory until they have read it. */
const answers = new WeakMap<LiveConnection, ServerResponse>();

export function noteAnswer(connection: LiveConnection, answer: ServerResponse): void {
  answers.set(connection, answer);
}

/** Bytes of the last answer that the network has not taken. */
export function unreadBytes(connection: LiveConnection): number {
  return answers.get(connection)?.writableLength ?? 0;
}

export function dropUnread(connection: LiveConnection): void {
  if (unreadBytes(connection) > 0) answers.get(connection)?.destroy();
}

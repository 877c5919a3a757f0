/** What holds whatever is said, and for everybody. What a feature's words and things may be stands in its own limits.ts. */
export const limits = {
  /** A watcher that missed more events than this takes the whole state. */
  catchUp: 300,
  /** The same for bytes, as JSON: events whose words are long are fewer. */
  catchUpBytes: 512 * 1024,
  /** Live connections of one person in one process: tabs and devices. */
  connectionsEach: 40,
  /** Live connections of strangers of one address in one process. */
  connectionsOfAddress: 300,
  /** The same for all addresses of one network range. */
  connectionsOfRange: 1_200,
  /** Hours for which an account counts as new. */
  newHours: 24,
  /** Bytes of one message on the socket, and of one JSON request. */
  message: 64 * 1024,
} as const;

/**
 * What one of each may cost, whatever is in it and whatever is stored; a feature says what its own things may. Bytes leave
 * the server as JSON or HTML; the event loop's time is what nobody else is answered for.
 *
 * | | bytes in | bytes out | event loop | memory | held by |
 * | --- | --- | --- | --- | --- | --- |
 * | request, message | `limits.message` | what it asks for | 50 ms | what it brings and gets | both transports |
 * | delivery | | what one command changed | 50 ms | once for all who watch | `server/src/streams/commit.ts` |
 * | connection | `limits.message` each, 150 in ten seconds | 2 MB waiting | | the same | `server/src/live/slow.ts` |
 * | catch-up | | `limits.catchUp` events and `limits.catchUpBytes` | 50 ms | the same | `server/src/live/watching.ts` |
 */
export const costs = {
  /** Bytes that may wait for a connection that takes them slowly: more than any one answer. */
  connection: { waiting: 2 * 1024 * 1024 },
} as const;

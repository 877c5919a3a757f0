/** What MongoDB tells its clients in `hello`, and holds them to. */
export const LIMITS = {
  /** Bytes of one document. */
  maxBsonObjectSize: 16 * 1024 * 1024,
  /** Bytes of one message. */
  maxMessageSizeBytes: 48_000_000,
  /** Operations of one command. */
  maxWriteBatchSize: 100_000,
} as const;

const MB = 1024 * 1024;

/** How much a document of Office may cost whoever looks into it. */
export const officeLimits = {
  /** Parts that are looked at: slides, sheets, footnotes. */
  parts: 600,
  /** Bytes of one of them, unpacked; and of all together. */
  part: 24 * MB,
  together: 64 * MB,
  /** After this the parts that were looked at have to do. */
  readingMs: 10_000,
  /** After this it is given up. */
  longestMs: 20_000,
  /** Bytes of all that the process holds. */
  memory: 400 * MB,
  /** Characters of a document that needs headings: a page. */
  longWords: 1_800,
} as const;

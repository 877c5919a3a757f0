const MB = 1024 * 1024;

/** How much a PDF may cost whoever looks into it. */
export const pdfLimits = {
  /** Pages that are looked at; its words are kept up to `fileLimits.words`. */
  pages: 500,
  /** After this the pages that were looked at have to do. */
  readingMs: 10_000,
  /** After this it is given up. */
  longestMs: 20_000,
  /** Bytes of all that the process holds. */
  memory: 400 * MB,
} as const;

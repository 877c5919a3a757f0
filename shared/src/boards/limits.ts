export const boardLimits = {
  /** Rows of a board that are loaded at once: titles and excerpts. */
  page: 30,
} as const;

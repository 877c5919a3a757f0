export const savedLimits = {
  /** Entries that one person has saved. */
  each: 500,
  /** Of a page. */
  page: 50,
  note: 300,
  /** So long what was taken out can be brought back, with its note. */
  undoHours: 24,
} as const;

export const bookmarkLimits = {
  /** Bookmarks of one person. */
  each: 500,
  /** Rows of the list that are loaded at once. */
  page: 50,
  note: 300,
  /** So far ahead one may be reminded. */
  days: 366,
  /** So long what was removed can be brought back. */
  undoHours: 24,
} as const;

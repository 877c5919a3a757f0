export const savedLimits = {
  /** Entries that one person has saved. */
  each: 2_000,
  /** Lists of one person, and entries in one of them. */
  lists: 50,
  inList: 500,
  listName: 60,
  /** Of a page. */
  page: 50,
  note: 300,
  /** So long what was taken out can be brought back, with its note. */
  undoHours: 24,
} as const;

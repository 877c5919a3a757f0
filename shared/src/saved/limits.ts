export const savedLimits = {
  /** Entries that one person has saved. */
  each: 2_000,
  /** Lists of one person, and entries in one of them. */
  lists: 50,
  inList: 500,
  listName: 60,
  /** Of a list that is shared, and of what is said where it is reported. */
  title: 140,
  intro: 1_000,
  report: 1_000,
  reply: 1_000,
  /** Reports of one list, and lists that moderators are shown for theirs. */
  open: 20,
  reported: 50,
  /** So long a report is kept that nobody decides about. */
  reportDays: 365,
  /** Of a page. */
  page: 50,
  note: 300,
  /** So long what was taken out can be brought back, with its note. */
  undoHours: 24,
} as const;

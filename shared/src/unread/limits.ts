export const unreadLimits = {
  /** Rows of the page that are loaded at once. */
  page: 30,
  /** So many unread threads are kept of one person. What was written before the oldest of them counts as read, and is said to. */
  kept: 500,
  /** So many threads somebody finds who is new. */
  first: 5,
  /** After so many days one is offered to begin afresh. */
  awayDays: 21,
} as const;

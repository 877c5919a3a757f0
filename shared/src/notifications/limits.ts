export const bellLimits = {
  /** Threads of the page that are shown at once. */
  page: 20,
  /** So many of the latest notifications of one person are looked at. */
  kept: 300,
  /** Followed threads that are listed beside it. */
  followed: 10,
  /** After so many days the store deletes them. */
  days: 180,
  /** So many names stand in one line; the others are a number. */
  names: 2,
  /** Entries of the library that are named in one line. */
  titles: 3,
  /** At this hour, by UTC, a day of the library's news ends: before the working day begins. */
  dayEndsAt: 11,
  /** Characters of a post that a mail brings. */
  mailed: 1_000,
} as const;

export const moderatingLimits = {
  /** Why a thread was locked or a post purged, in characters. */
  reason: 200,
  /** Minutes between two replies of one person in a thread in slow mode, at most. */
  slowMinutes: 1_440,
  /** Threads on top of a board. */
  pinned: 5,
  /** Featured threads on the front page. */
  featured: 3,
  /** Posts that go to a thread of their own at once. */
  split: 50,
  /** Posts of a thread that is merged into another one. */
  merge: 2_000,
  /** Threads among which one is looked for by its title: the latest of each board. */
  lookedThrough: 500,
  /** Threads that are offered of those. */
  found: 10,
  /** What is looked for, in characters; an address fits. */
  find: 300,
} as const;

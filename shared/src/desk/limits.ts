export const deskLimits = {
  /** Rows that are loaded at once. */
  page: 50,
  /** Of what came while one looked, so many at once. */
  show: 100,
  /** Views that somebody keeps, and how long their names may be. */
  views: 20,
  name: 40,
  /** After so many hours a thread without an answer is looked for. */
  unansweredHours: 48,
  /** So many posts of one person within a minute are more than people write. */
  fast: 6,
  /** Lines of a file that one takes along. */
  lines: 10_000,
} as const;

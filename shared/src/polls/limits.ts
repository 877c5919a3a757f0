export const pollLimits = {
  /** Lengths in characters. */
  question: 140,
  option: 100,
  fewest: 2,
  most: 12,
  /** Names that are listed for one poll. */
  names: 100,
  /** Days after which a poll closes at the latest, where it closes by itself. */
  days: 366,
} as const;

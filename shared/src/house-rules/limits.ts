/** Lengths in characters. */
export const houseRuleLimits = {
  /** Rules of one version. More of them nobody reads. */
  rules: 20,
  title: 100,
  words: 2_000,
  /** What is said of what is new in a version. */
  changes: 500,
  /** Of one reason. */
  reason: 500,
  /** Reasons for one board, and as many for all. */
  reasons: 50,
} as const;

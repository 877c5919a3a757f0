export const practiceLimits = {
  /** Lengths in characters. */
  title: 140,
  section: 6_000,
  /** Posts that a draft is made of, beside the question and the answer. */
  picked: 20,
} as const;

export const trialLimits = {
  /** Lengths in characters. */
  changed: 200,
  sentence: 280,
  /** Reports of one answer that are looked at, and that are listed. */
  read: 2_000,
  listed: 200,
} as const;

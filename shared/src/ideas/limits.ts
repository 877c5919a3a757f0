export const ideaLimits = {
  /** Ideas one is told of at once whether one has voted for them. */
  asked: 60,
} as const;

export const reactionLimits = {
  /** Posts whose counts are asked for at once: more than a page holds. */
  posts: 300,
  /** Names that are listed for one post. */
  names: 100,
} as const;

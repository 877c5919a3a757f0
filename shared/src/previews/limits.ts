/** Lengths in characters. What another site says of itself is cut to them. */
export const previewLimits = {
  /** Cards below one post. */
  cards: 3,
  url: 2_000,
  title: 140,
  site: 60,
  description: 240,
} as const;

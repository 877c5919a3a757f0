export const feedLimits = {
  entries: 30,
  /** Of the words in one feed, in bytes. What does not fit is left to its excerpt. */
  bytes: 512 * 1024,
  /** Addresses in one part of the site map; the format allows 50,000. */
  addresses: 5_000,
} as const;

export const linkLimits = {
  /** Broken links of a page. */
  page: 30,
} as const;

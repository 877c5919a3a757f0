export const auditLimits = {
  /** Entries of a page. */
  page: 50,
  /** Rows of an export. */
  exported: 10_000,
} as const;

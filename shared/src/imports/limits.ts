export const importLimits = {
  /** Bytes of a table as it is chosen: what a form may carry. */
  bytes: 450_000,
  /** Characters of it. */
  text: 450_000,
  name: 200,
  rows: 2_000,
  /** Of one that is uploaded: bytes, and rows. */
  large: 10 * 1024 * 1024,
  rowsOfLarge: 50_000,
  /** Beside one table; each is as large as in an entry. */
  files: 100,
  /** Rows of a page. */
  page: 100,
  /** Imports that are listed. */
  listed: 30,
  /** So long after it was checked, or turned last, it is kept. */
  days: 90,
} as const;

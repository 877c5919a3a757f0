export const collectionLimits = {
  /** Lengths in characters. */
  title: 140,
  intro: 4_000,
  note: 300,
  heading: 80,
  /** Entries and headings of one collection. */
  rows: 100,
  /** Collections of a page. */
  page: 12,
  /** Above the list of the library. */
  onTop: 3,
} as const;

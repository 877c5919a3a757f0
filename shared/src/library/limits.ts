export const libraryLimits = {
  /** Lengths in characters. */
  title: 140,
  summary: 20_000,
  credit: 300,
  partTitle: 140,
  url: 2_000,
  reason: 1_000,
  /** What changed by a version. */
  what: 200,
  /** Files and links of one entry. */
  parts: 10,
  /** Groups that one entry may be for. */
  groups: 10,
  /** What one person has begun and nobody has published. */
  unpublished: 50,
  /** Entries of a page. */
  page: 20,
  /** Entries that are shown as cards at once: of all posts of a page. */
  cards: 150,
  /** Entries that are like another one. */
  related: 4,
  /** Of when something was made: years. */
  earliest: 1900,
  latest: 2100,
  /** Values of one facet that are chosen at once. */
  chosen: 60,
  /** Versions of one entry. */
  versions: 50,
  /** Published entries that a curator has looked at, after which their owner is trusted with small fixes. */
  trusted: 2,
  /** Days an owner has to say whether something is still true, before curators are asked. */
  answerDays: 30,
  /** Places of one kind where an entry is used, that are asked about when it is archived. */
  uses: 50,
  /** Of a page of what is taken along. */
  exported: 500,
} as const;

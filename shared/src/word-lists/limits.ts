export const wordListLimits = {
  /** Entries of all lists together. */
  entries: 5_000,
  /** Of one, in characters and in words. */
  phrase: 60,
  phraseWords: 6,
  /** Put on a list at once. */
  atOnce: 200,
  /** Of what is tried in the test box, in characters. */
  test: 20_000,
  /** Entries of a page. */
  page: 100,
  /** For so many days it is counted how often an entry was met. */
  countedDays: 30,
} as const;

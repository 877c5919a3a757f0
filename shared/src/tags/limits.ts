export const tagLimits = {
  /** Tags in all, retired and merged ones too: every server keeps the whole list at hand. */
  tags: 300,
  /** Characters of a name or synonym. */
  name: 40,
  /** Synonyms of one tag in one language. */
  synonyms: 20,
  onThread: 5,
  /** Tags a board names of which a thread needs one. */
  asked: 50,
  /** Threads of a tag that are loaded at once. */
  page: 30,
} as const;

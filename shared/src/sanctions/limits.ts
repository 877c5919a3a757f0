/** Lengths in characters. */
export const sanctionLimits = {
  /** What is said to whoever it concerns. */
  words: 1_000,
  appeal: 2_000,
  note: 1_000,
  /** Notes on one person. */
  notes: 200,
  /** Decisions about one person after which nobody is warned or signed out any more. */
  each: 200,
  /** For how long somebody may be silenced or suspended at a time; a suspension may also have no end. */
  days: 366,
  /** For so long a decision may be taken back as a mistake. */
  undoMinutes: 10,
  /** People in one list. */
  page: 100,
} as const;

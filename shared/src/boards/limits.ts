export const boardLimits = {
  /** Rows of a board that are loaded at once: titles and excerpts. */
  page: 30,
  /** Lengths in characters. */
  name: 60,
  purpose: 200,
  /** Guided questions of a board, their titles and what is said below them. */
  questions: 8,
  question: 100,
  questionText: 400,
  /** Of a section's name. */
  section: 60,
  quietDays: { least: 7, most: 3_650 },
} as const;

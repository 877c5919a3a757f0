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
  /** Of a board that an admin opens with a reason: how long that lasts, what it says, and how many of them a board lists. */
  opening: { minutes: 60, reason: { least: 10, most: 500 }, kept: 20 },
  quietDays: { least: 7, most: 3_650 },
} as const;

export const complaintLimits = {
  /** Characters of what somebody says, of how one can reach them, and of what its owner is told. */
  words: 2_000,
  contact: 200,
  reply: 1_000,
  /** About one entry that nobody has decided yet. */
  open: 20,
  /** Of a page. */
  page: 20,
  /** So long after a decision it is kept. */
  days: 365,
} as const;

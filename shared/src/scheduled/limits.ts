export const scheduledLimits = {
  /** Posts of one person that wait for their time. */
  each: 20,
  /** So far ahead a post may be put. */
  days: 366,
  /** So long what was discarded can be brought back. */
  undoHours: 24,
  /** Posts of others that whoever looks after boards sees at once. */
  shown: 50,
} as const;

export const draftLimits = {
  /** Drafts of one person. Words that would be one more stay on the device. */
  each: 50,
  /** So long after they were last changed. */
  days: 90,
  /** So long what was discarded can be brought back. */
  undoHours: 24,
  /** So long nothing that comes late brings back what was emptied. */
  emptiedHours: 1,
  /** Milliseconds without a change, or since the last time, after which they are saved while one writes. */
  everyMs: 3_000,
} as const;

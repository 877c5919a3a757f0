/** Lengths in characters. The forms show them, the schemas hold them. */
export const groupLimits = {
  name: 60,
  purpose: 300,
  /** People of a group that are loaded at once. */
  page: 50,
} as const;

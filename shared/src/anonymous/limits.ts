export const anonymousLimits = {
  /** So many people an alias has to fit, who may ask on the board: of two, each would know of the other. */
  alike: 3,
  /** Of a written reason, in characters. */
  reason: 500,
} as const;

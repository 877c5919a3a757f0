export const photoLimits = {
  /** People whose pictures are asked for at once: all that one page shows. */
  asked: 300,
} as const;

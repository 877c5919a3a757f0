export const followLimits = {
  /** So much one may mute: all of it is looked at whenever one asks what is unread. */
  muted: 1_000,
  /** Followed threads that are listed at once. */
  page: 30,
  /** So much of the library one may follow: all of it is listed at once. */
  library: 300,
} as const;

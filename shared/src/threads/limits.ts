/** Lengths in characters. The forms show them, the schemas hold them. */
export const threadLimits = {
  title: 140,
  post: 20_000,
  /** Posts of a thread that are loaded at once. */
  page: 50,
  /** So soon after it was posted, words are corrected without a mark. Milliseconds. */
  graceMs: 120_000,
  /** Wordings of a post that its history shows. */
  revisions: 10,
} as const;

/**
 * What a post and a page of a thread may cost, whatever is written. Bytes leave the server as JSON or HTML; see
 * `costs` in the kernel for what everything may.
 */
export const threadCosts = {
  post: {
    /** How many times longer than its words a post's HTML may be, in bytes … */
    growth: 8,
    /** … but a few words may always have so much. */
    least: 512,
    bytes: 128 * 1024,
    /** Rendering takes no more of the event loop … */
    loopMs: 50,
    /** … and beside it so long, and so many bytes, at most, in a thread of its own. */
    renderMs: 2_000,
    memory: 64 * 1024 * 1024,
  },
  /** Posts as long as they may be are fewer; one is always sent. */
  page: { bytes: 256 * 1024 },
} as const;

/** Why somebody reports something, the most urgent first. */
export const reportReasons = ['danger', 'child', 'harassment', 'spam', 'off-topic', 'other'] as const;
export type ReportReason = (typeof reportReasons)[number];

export const reviewLimits = {
  /** Characters of what somebody says to their report, of a moderator's note, and of the words to an author. */
  note: 500,
  words: 1_000,
  /** So long after a decision what reporters said is kept. */
  notesDays: 365,
  /** Reports of one person in a day. */
  aDay: 20,
  /** What one moderator of a board who is not staff puts up in an hour. */
  putUpAnHour: 30,
  /** So long nobody else acts on what somebody has taken on; whatever they do to it begins it anew. */
  claimMinutes: 15,
  /** So long a decision can be taken back. */
  undoMinutes: 10,
  /** Rows of the queue that are shown at once. */
  page: 50,
  /** So many items are looked at for it. */
  lookedAt: 500,
  /** So many reports of somebody are decided before it is said how often they were right. */
  decidedBefore: 5,
  /** So many who reported one thing are looked at to see whether it is hidden; of each so many of their latest reports. */
  reporters: 30,
  latest: 50,
  /** So many are counted beside the desk's tab; what is more is not looked at there. */
  atTab: 100,
  /** Steps of an item that are kept. */
  history: 200,
  /** Own reports, and decisions about what one wrote, that are shown. */
  own: 50,
  /** Characters of what was reported that the queue shows. */
  excerpt: 300,
  /** Weeks that are counted at most, and unless one asks otherwise; of each state so many items. */
  weeks: 53,
  usualWeeks: 12,
  counted: 5_000,
} as const;

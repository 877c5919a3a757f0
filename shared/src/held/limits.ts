export const heldLimits = {
  /** Posts of one person that wait for a moderator. */
  each: 20,
  /** Such posts that one takes back in an hour: each has stood in the lists of moderators. */
  takenBack: 10,
  /** So long the words of what was not published stay for whoever wrote them. */
  days: 90,
  /** The same of what was published or taken back: so long a decision can be undone, and a command can come again. */
  undoDays: 1,
  /** Own posts that are shown. */
  shown: 50,
  /** First posts of somebody new that can be held. */
  firstPosts: 5,
  /** Links a post may be allowed to have. */
  links: 50,
  /** Posts in a minute a board may be allowed to get from people who are new. */
  flood: 1_000,
  /** What reports may have to weigh before they hide a post, or make a new member’s posts wait. */
  hideAt: 20,
} as const;

export const mentionLimits = {
  /** Different people and groups that one post may name. */
  each: 20,
  /** A group of more people is not mentioned: that is what an announcement is for. */
  groupPeople: 500,
} as const;

/** Of one’s own, by thread: `up` where one has voted for it, or nothing. */
export const OWN_IDEA_VOTE = 'idea';

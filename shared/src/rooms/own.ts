/** Of one’s own, by `room/question`: whether one has voted for it. */
export const OWN_VOTE = 'vote';

/** Of one’s own, by id: that something has become of a post which waits for a moderator. */
export const OWN_HELD = 'held';

/** Of one’s own, by id: that something has become of a post which waits for its time. */
export const OWN_SCHEDULED = 'scheduled';

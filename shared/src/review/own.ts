/** Of one’s own: that something in the review queue has changed. What it is, is asked for. */
export const OWN_REVIEW = 'review';

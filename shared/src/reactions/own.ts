/** Of one’s own, by `thread/post`: what one said of it, or nothing. */
export const OWN_REACTION = 'reaction';

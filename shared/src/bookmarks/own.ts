/** Of one’s own, by `thread/post`: whether it is bookmarked. */
export const OWN_BOOKMARK = 'bookmark';

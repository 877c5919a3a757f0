/** Of one’s own, by thread: the end of the pin that is folded, or empty. */
export const OWN_FOLDED_PIN = 'folded-pin';

/** Of one’s own: that there is something new at the bell, or something is not any more. What it is, is asked for. */
export const OWN_BELL = 'bell';

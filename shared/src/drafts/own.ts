/** Of one’s own, by place: the version of the draft. */
export const OWN_DRAFT = 'draft';

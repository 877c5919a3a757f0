/** Of one’s own, by `thread/<id>`, `board/<id>`, `tag/<id>` and so on: how much one hears of it, as `writeStanding` writes it. */
export const OWN_LEVEL = 'level';
/** Of one’s own, by person: whether they are muted. */
export const OWN_MUTED = 'muted';

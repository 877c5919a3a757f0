export const rotaLimits = {
  /** Times of one person in a week. */
  shifts: 21,
  /** People whose times are looked at, for one rota. */
  people: 200,
  /** After so many minutes a report of danger goes to all, where whoever is on duty has done nothing about it. */
  waitMinutes: 15,
} as const;

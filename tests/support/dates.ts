const DAY_MS = 86_400_000;

/** The next such day of a year (`'01-15'`) that is not today or tomorrow: it is to come, and in time to be announced. */
export function nextOn(day: string): string {
  const year = new Date().getUTCFullYear();
  const isAhead = Date.parse(`${year}-${day}`) > Date.now() + 2 * DAY_MS;
  return `${isAhead ? year : year + 1}-${day}`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From then on a date says more than a count of days. */
const DAYS = 7;

/** How much earlier than UTC clocks are at a moment, in minutes. */
type Behind = (ms: number) => number;

/** As this device's clock is set. */
export const here: Behind = (ms) => new Date(ms).getTimezoneOffset();
const utc: Behind = () => 0;

const dayOf = (ms: number, behind: Behind) => Math.floor((ms - behind(ms) * MINUTE_MS) / DAY_MS);

/**
 * How far back a moment is, as people count: minutes and hours by the clock, then days by the calendar, so that Saturday
 * evening is two days ago on Monday morning. Null from a week on, where a date is told.
 */
export function distance(
  at: number,
  now: number,
  behind = utc,
): [count: number, unit: 'minute' | 'hour' | 'day'] | null {
  const age = now - at;
  if (age < HOUR_MS) return [-Math.floor(age / MINUTE_MS), 'minute'];
  if (age < DAY_MS) return [-Math.floor(age / HOUR_MS), 'hour'];
  const days = dayOf(now, behind) - dayOf(at, behind);
  return days < DAYS ? [-days, 'day'] : null;
}

/**
 * When the wording of the first of these moments changes, in UTC and in milliseconds since 1970. For a moment still to come
 * that is now: its wording is not worth caching.
 */
export function trueUntil(moments: readonly string[], now: number): number {
  return Math.min(...moments.map((at) => (Date.parse(at) > now ? now : endOf(Date.parse(at), now))));
}

function endOf(at: number, now: number): number {
  const age = now - at;
  if (age < HOUR_MS) return at + (Math.floor(age / MINUTE_MS) + 1) * MINUTE_MS;
  // A date has its year from the next New Year on.
  if (!distance(at, now)) return Date.UTC(new Date(now).getUTCFullYear() + 1, 0);
  return age < DAY_MS ? at + (Math.floor(age / HOUR_MS) + 1) * HOUR_MS : (dayOf(now, utc) + 1) * DAY_MS;
}

import * as m from '../paraglide/messages.js';
import { written } from '../text/time.ts';

const CLOCK = { hour: 'numeric', minute: '2-digit' } as const;
const DAY = { weekday: 'long', month: 'short', day: 'numeric' } as const;

/** "Saturday, Nov 28" */
export function dayName(at: string, timeZone: string): string {
  return written(Date.parse(at), { ...DAY, timeZone });
}

/** "6:00 PM – 10:00 PM", within one day. */
export function hoursName({ from, to }: { readonly from: string; readonly to: string }, timeZone: string): string {
  const clock = (at: string) => written(Date.parse(at), { ...CLOCK, timeZone });
  return m.rota_between({ from: clock(from), to: clock(to) });
}

/** "Saturday, Nov 28, 6:00 PM – Sunday, Nov 29, 8:00 AM" */
export function spanName({ from, to }: { readonly from: string; readonly to: string }, timeZone: string): string {
  const [first, last] = [dayName(from, timeZone), dayName(to, timeZone)];
  if (first === last) return `${first}, ${hoursName({ from, to }, timeZone)}`;
  const full = (at: string) => written(Date.parse(at), { ...DAY, ...CLOCK, timeZone });
  return m.rota_between({ from: full(from), to: full(to) });
}

/** Of the week, 1 for Monday; 2024 began with one. */
export function weekdayName(day: number): string {
  return written(Date.UTC(2024, 0, day), { weekday: 'long', timeZone: 'UTC' });
}

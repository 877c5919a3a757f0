import { getLocale } from '../paraglide/runtime.js';

/** "November 24, 2026", by UTC: the same before scripts run and after. */
export function day(at: string): string {
  return new Intl.DateTimeFormat(`${getLocale()}-US`, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(at));
}

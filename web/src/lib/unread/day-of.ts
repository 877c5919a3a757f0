import { getLocale } from '../paraglide/runtime.js';

/** The day of a moment, as people write it; the same before scripts run and after. */
export function dayOf(moment: string): string {
  const day = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(getLocale(), day).format(new Date(moment));
}

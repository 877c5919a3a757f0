import { getLocale } from '../paraglide/runtime.js';

/** "November 2026", the same for readers of every zone. */
export function month(at: string): string {
  return new Intl.DateTimeFormat(getLocale(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(at));
}

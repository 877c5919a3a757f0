import { getLocale } from '../paraglide/runtime.js';
import { distance } from './distance.ts';

/** Creating a format costs a hundred times as much as using it, and a page shows dozens of times. */
function kept<Format>(make: (locale: string, timeZone?: string) => Format): (timeZone?: string) => Format {
  const formats = new Map<string, Format>();
  return (timeZone) => {
    // As people here write times, in either language: with a.m. and p.m., and zones by their names.
    const locale = `${getLocale()}-US`;
    const key = `${locale} ${timeZone ?? ''}`;
    const format = formats.get(key) ?? make(locale, timeZone);
    formats.set(key, format);
    return format;
  };
}

const relatives = kept((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const clocks = kept((locale) => new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }));
const absolutes = kept(
  (locale, timeZone) =>
    new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
      timeZone,
    }),
);

/** "3 hours ago"; under a minute, or where this device's clock is behind, "now", in the reader's language. */
export function ago(at: string, now: number): string {
  const [count, unit] = distance(at, Math.max(now, Date.parse(at)));
  return relatives().format(count, unit);
}

/** "Tue, Nov 24, 3:00 PM EST": the reader's own time, with the zone named. */
export function absolute(at: string, timeZone?: string): string {
  return absolutes(timeZone).format(new Date(at));
}

/** "2:14 PM" */
export function clock(ms: number): string {
  return clocks().format(ms);
}

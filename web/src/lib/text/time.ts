import { getLocale } from '../paraglide/runtime.js';
import { distance, here } from './distance.ts';

type Options = Intl.DateTimeFormatOptions;
const CLOCK: Options = { hour: 'numeric', minute: '2-digit' };
const DAY: Options = { month: 'short', day: 'numeric' };

/** Creating a format costs a hundred times as much as using it, and a page shows dozens of times. */
const formats = new Map<string, Intl.DateTimeFormat>();
const relatives = new Map<string, Intl.RelativeTimeFormat>();

/** As people here write times, in either language: with a.m. and p.m., and zones by their names. */
const locale = () => `${getLocale()}-US`;

export function written(at: number, options: Options): string {
  const key = locale() + JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale(), options);
  formats.set(key, format);
  return format.format(at);
}

/** The year where it is not the one it is now. */
function withYear(at: number, now: number, options: Options): Options {
  const yearOf = (ms: number) => written(ms, { year: 'numeric', timeZone: options.timeZone });
  return yearOf(at) === yearOf(now) ? options : { ...options, year: 'numeric' };
}

/** "3 hours ago", "yesterday", "Nov 17"; under a minute, or where this device's clock is behind, "now". */
export function ago(at: string, now: number, timeZone?: 'UTC'): string {
  const then = Date.parse(at);
  const told = distance(then, Math.max(now, then), timeZone ? undefined : here);
  if (!told) return written(then, withYear(then, now, { ...DAY, timeZone }));
  const [count, unit] = told;
  const relative = relatives.get(locale()) ?? new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  relatives.set(locale(), relative);
  return relative.format(count, count ? unit : 'second');
}

/** "Tue, Nov 24, 3:00 PM": the reader's own time. With a zone that may not be theirs, it is named. */
export function absolute(at: string, now: number, timeZone?: string): string {
  const then = Date.parse(at);
  const timeZoneName = timeZone === 'UTC' ? 'short' : timeZone ? 'longGeneric' : undefined;
  return written(then, withYear(then, now, { weekday: 'short', ...DAY, ...CLOCK, timeZone, timeZoneName }));
}

/** "2:14 PM" */
export function clock(ms: number): string {
  return written(ms, CLOCK);
}

import { ObjectId, Timestamp, type Maybe } from '../bson/types.ts';
import { badValue, conversionFailure, location } from '../values/errors.ts';
import { typeName } from '../values/types.ts';

/** A date, or what carries one. */
export function dateOf(value: Maybe): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  throw location(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}

/** ISO 8601 with or without time and zone; without a zone it is UTC. Other spellings are refused. */
export function parseDate(text: string): Date {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  const [, day = '', time = '00:00', zone = 'Z'] = match ?? [];
  const date = new Date(`${day}T${time}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
  if (Number.isNaN(date.getTime())) throw conversionFailure(`Error parsing date string '${text}'`);
  return date;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that the zone is ahead of UTC at that moment. */
export function zoneOffset(date: Date, zone: Maybe): number {
  if (zone === undefined || zone === null || zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0;
  if (typeof zone !== 'string') throw location(40517, `timezone must evaluate to a string, found ${typeName(zone)}`);
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (match) return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000;
  const parts = new Map(
    formatFor(zone)
      .formatToParts(date)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(date.getTime() / 1000) * 1000;
}

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      });
    } catch {
      throw location(40485, `unrecognized time zone identifier: "${zone}"`);
    }
    formats.set(zone, format);
  }
  return format;
}

/** The date whose UTC fields read as the clock in that zone. */
export function inZone(date: Date, zone: Maybe): Date {
  const offset = zoneOffset(date, zone);
  return offset === 0 ? date : new Date(date.getTime() + offset);
}

/** The reverse of {@link inZone}. Where a clock is turned, the offset after it may be another one. */
export function fromZone(wall: Date, zone: Maybe): Date {
  const guess = new Date(wall.getTime() - zoneOffset(wall, zone));
  return new Date(wall.getTime() - zoneOffset(guess, zone));
}

/** Units of fixed length, in milliseconds. */
export const UNIT_LENGTH: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Units of some months. */
export const UNIT_MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

export function unitOf(value: Maybe): string {
  if (typeof value === 'string' && (value in UNIT_LENGTH || value in UNIT_MONTHS)) return value;
  throw badValue(`unknown time unit value: ${String(value)}`);
}

/** A date so many units on; at the end of a shorter month it stays inside it. */
export function addUnits(date: Date, unit: string, amount: number): Date {
  const length = UNIT_LENGTH[unit];
  if (length !== undefined) return new Date(date.getTime() + amount * length);
  const moved = new Date(date);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + amount * (UNIT_MONTHS[unit] ?? 1));
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return moved;
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export function weekdayOf(value: Maybe): number {
  const found = typeof value === 'string' ? WEEKDAYS.indexOf(value.slice(0, 3).toLowerCase()) : -1;
  if (found < 0) throw badValue(`unknown day of week value: ${String(value)}`);
  return found;
}

/** The start of the unit, or of a bin of several; bins are counted from the year 2000. */
export function truncate(wall: Date, unit: string, bin: number, weekStart: number): Date {
  const length = UNIT_LENGTH[unit];
  if (length === undefined) {
    const size = (UNIT_MONTHS[unit] ?? 1) * bin;
    const months = (wall.getUTCFullYear() - 2000) * 12 + wall.getUTCMonth();
    return new Date(Date.UTC(2000, Math.floor(months / size) * size, 1));
  }
  // 2 January 2000 was a Sunday.
  const start = unit === 'week' ? Date.UTC(2000, 0, 2 + weekStart) : Date.UTC(2000, 0, 1);
  const size = length * bin;
  return new Date(start + Math.floor((wall.getTime() - start) / size) * size);
}

export function dayOfYear(date: Date): number {
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  return (midnight - Date.UTC(date.getUTCFullYear(), 0, 1)) / UNIT_DAY + 1;
}

const UNIT_DAY = 86_400_000;

/** Weeks of 7 days from the year's first Sunday; before it week 0. */
export const sundayWeek = (date: Date): number => Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7);

export const isoWeekday = (date: Date): number => date.getUTCDay() || 7;

/** The week that the week's Thursday falls in, and the year of that Thursday. */
export function isoWeek(date: Date): { week: number; year: number } {
  const thursday = new Date(date.getTime() + (4 - isoWeekday(date)) * UNIT_DAY);
  return { week: Math.ceil(dayOfYear(thursday) / 7), year: thursday.getUTCFullYear() };
}

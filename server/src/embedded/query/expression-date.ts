import { isDocument, type BsonValue } from '../bson/types.ts';
import { location, MongoError } from '../values/errors.ts';
import {
  addUnits,
  dateOf,
  dayOfYear,
  fromZone,
  inZone,
  isoWeek,
  isoWeekday,
  parseDate,
  sundayWeek,
  truncate,
  UNIT_LENGTH,
  UNIT_MONTHS,
  unitOf,
  weekdayOf,
  zoneOffset,
} from './dates.ts';
import { isNothing, named, namedArguments, wholeNumber, type Operator, type Operators } from './expression-operator.ts';

/** A part of a date: `{$year: date}`, `{$year: [date]}` or `{$year: {date, timezone}}`. */
const part =
  (read: (wall: Date) => BsonValue): Operator =>
  (argument, { name, compile }) => {
    const only = Array.isArray(argument) && argument.length === 1 ? (argument[0] ?? null) : argument;
    if (Array.isArray(only)) throw location(40536, `${name} accepts exactly one argument if given an array`);
    const isNamed = isDocument(only) && !Object.keys(only)[0]?.startsWith('$');
    const parts = isNamed ? namedArguments(only, name, ['date'], ['timezone']) : { date: only };
    const date = compile(parts['date'] ?? null);
    const zone = compile(parts['timezone'] ?? null);
    const hasZone = 'timezone' in parts;
    return (document) => {
      const value = date(document);
      const at = zone(document);
      if (isNothing(value) || (hasZone && isNothing(at))) return null;
      return read(inZone(dateOf(value), at));
    };
  };

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const FORMATS: Readonly<Record<string, (wall: Date, offset: number) => string>> = {
  Y: (wall) => pad(wall.getUTCFullYear(), 4),
  m: (wall) => pad(wall.getUTCMonth() + 1),
  d: (wall) => pad(wall.getUTCDate()),
  H: (wall) => pad(wall.getUTCHours()),
  M: (wall) => pad(wall.getUTCMinutes()),
  S: (wall) => pad(wall.getUTCSeconds()),
  L: (wall) => pad(wall.getUTCMilliseconds(), 3),
  j: (wall) => pad(dayOfYear(wall), 3),
  w: (wall) => String(wall.getUTCDay() + 1),
  u: (wall) => String(isoWeekday(wall)),
  U: (wall) => pad(sundayWeek(wall)),
  V: (wall) => pad(isoWeek(wall).week),
  G: (wall) => pad(isoWeek(wall).year, 4),
  b: (wall) => MONTHS[wall.getUTCMonth()] ?? '',
  z: (_wall, offset) => zoneText(offset),
  Z: (_wall, offset) => String(offset / 60_000),
  '%': () => '%',
};

function zoneText(offset: number): string {
  const minutes = Math.abs(offset) / 60_000;
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}${pad(minutes % 60)}`;
}

function formatted(format: string, wall: Date, offset: number): string {
  return format.replace(/%(.?)/g, (_whole, letter: string) => {
    const write = FORMATS[letter];
    if (!write) throw location(18536, `Invalid format character '%${letter}' in format string`);
    return write(wall, offset);
  });
}

const dateToString = named(['date'], ['format', 'timezone', 'onNull'], (value) => {
  const date = value('date');
  if (isNothing(date)) return value('onNull') ?? null;
  const zone = value('timezone');
  if (zone === null) return null;
  const format = value('format') ?? (zone === undefined || zone === 'UTC' ? ISO_UTC : ISO_LOCAL);
  if (typeof format !== 'string') throw location(18533, "$dateToString requires that 'format' be a string");
  const offset = zoneOffset(dateOf(date), zone);
  return formatted(format, new Date(dateOf(date).getTime() + offset), offset);
});

const ISO_UTC = '%Y-%m-%dT%H:%M:%S.%LZ';
const ISO_LOCAL = '%Y-%m-%dT%H:%M:%S.%L';

const dateFromString = named(['dateString'], ['timezone', 'onError', 'onNull'], (value) => {
  const text = value('dateString');
  if (isNothing(text)) return value('onNull') ?? null;
  try {
    if (typeof text !== 'string') throw location(241, "$dateFromString requires that 'dateString' be a string");
    const zone = value('timezone');
    const parsed = parseDate(text);
    return isNothing(zone) ? parsed : fromZone(parsed, zone);
  } catch (error) {
    const other = error instanceof MongoError && error.code === 241 ? value('onError') : undefined;
    if (other === undefined) throw error;
    return other;
  }
});

const dateTrunc = named(['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], (value) => {
  const date = value('date');
  if (isNothing(date) || isNothing(value('unit'))) return null;
  const zone = value('timezone');
  const bin = wholeNumber(value('binSize') ?? 1, '$dateTrunc: binSize', 5439017);
  if (bin < 1) throw location(5439018, '$dateTrunc requires binSize to be greater than 0');
  const start = truncate(
    inZone(dateOf(date), zone),
    unitOf(value('unit')),
    bin,
    weekdayOf(value('startOfWeek') ?? 'sunday'),
  );
  return fromZone(start, zone);
});

const moving = (sign: 1 | -1) =>
  named(['startDate', 'unit', 'amount'], ['timezone'], (value, name) => {
    const [date, unit, amount] = [value('startDate'), value('unit'), value('amount')];
    if (isNothing(date) || isNothing(unit) || isNothing(amount)) return null;
    const zone = value('timezone');
    const steps = wholeNumber(amount, `${name}: amount`, 5166405) * sign;
    const step = unitOf(unit);
    const fixed = (UNIT_LENGTH[step] ?? Infinity) <= 3_600_000;
    if (fixed) return addUnits(dateOf(date), step, steps);
    return fromZone(addUnits(inZone(dateOf(date), zone), step, steps), zone);
  });

/** The number of unit borders between two dates. */
const dateDiff = named(['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], (value) => {
  const [from, to] = [value('startDate'), value('endDate')];
  if (isNothing(from) || isNothing(to) || isNothing(value('unit'))) return null;
  const unit = unitOf(value('unit'));
  const weekStart = weekdayOf(value('startOfWeek') ?? 'sunday');
  const [start, end] = [from, to].map((date) => truncate(inZone(dateOf(date), value('timezone')), unit, 1, weekStart));
  if (!start || !end) return null;
  const length = UNIT_LENGTH[unit];
  if (length !== undefined) return BigInt(Math.round((end.getTime() - start.getTime()) / length));
  const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  return BigInt(months / (UNIT_MONTHS[unit] ?? 1));
});

export const DATES: Operators = {
  $year: part((wall) => wall.getUTCFullYear()),
  $month: part((wall) => wall.getUTCMonth() + 1),
  $dayOfMonth: part((wall) => wall.getUTCDate()),
  $hour: part((wall) => wall.getUTCHours()),
  $minute: part((wall) => wall.getUTCMinutes()),
  $second: part((wall) => wall.getUTCSeconds()),
  $millisecond: part((wall) => wall.getUTCMilliseconds()),
  $dayOfWeek: part((wall) => wall.getUTCDay() + 1),
  $dayOfYear: part(dayOfYear),
  $week: part(sundayWeek),
  $isoWeek: part((wall) => isoWeek(wall).week),
  $isoWeekYear: part((wall) => BigInt(isoWeek(wall).year)),
  $isoDayOfWeek: part(isoWeekday),
  $dateToString: dateToString,
  $dateFromString: dateFromString,
  $dateTrunc: dateTrunc,
  $dateAdd: moving(1),
  $dateSubtract: moving(-1),
  $dateDiff: dateDiff,
};

import { BSONRegExp, isDocument, ObjectId, type BsonValue, type Maybe } from '../bson/types.ts';
import { badValue } from '../values/errors.ts';
import { compareNumbers, isNaNValue, isNumeric, toNumber } from '../values/numbers.ts';
import { compare, equals, RANK, rankOf } from '../values/order.ts';
import { TYPE_CODES, typeCode } from '../values/types.ts';
import { isTrue } from './truth.ts';
import { not, reaching, type Predicate, type Test } from './predicate.ts';
import { compileRegex } from './regex.ts';

/** Null is equal to a missing field too. */
export function equalTo(wanted: BsonValue): Test {
  if (wanted === null) return (value) => value === undefined || value === null;
  if (typeof wanted === 'string') return (value) => value === wanted || (isWrapped(value) && equals(value, wanted));
  return (value) => value !== undefined && equals(value, wanted);
}

const isWrapped = (value: Maybe): boolean => typeof value === 'object' && value !== null;

const HOLDS: Readonly<Record<string, (order: number) => boolean>> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

/** `$gt`, `$gte`, `$lt` and `$lte` see only values of the argument's own type; MinKey and MaxKey see all. */
export function comparison(limit: BsonValue, name: string): Test {
  const holds = HOLDS[name] ?? (() => false);
  const rank = rankOf(limit);
  const orEqual = holds(0);
  if (rank === RANK.regex) throw badValue("Can't have RegEx as arg to predicate over field '' .");
  if (rank === RANK.null) return (value) => orEqual && (value === undefined || value === null);
  if (rank === RANK.minKey || rank === RANK.maxKey) return (value) => holds(compare(value ?? null, limit));
  if (!isNumeric(limit))
    return (value) => value !== undefined && rankOf(value) === rank && holds(compare(value, limit));
  if (isNaNValue(limit)) return (value) => orEqual && isNumeric(value) && isNaNValue(value);
  return (value) => isNumeric(value) && !isNaNValue(value) && holds(compareNumbers(value, limit));
}

/** `$in`: values, and regular expressions for text. */
export function among(name: string, list: BsonValue): Test {
  if (!Array.isArray(list)) throw badValue(`${name} needs an array`);
  if (list.some((one) => isDocument(one) && Object.keys(one)[0]?.startsWith('$') && !('$ref' in one))) {
    throw badValue(`cannot nest $ under ${name}`);
  }
  const patterns = list.filter((one) => one instanceof BSONRegExp);
  const regexes = patterns.map((pattern) => compileRegex(pattern));
  const strings = new Set(list.filter((one) => typeof one === 'string'));
  const ids = new Set(list.filter((one) => one instanceof ObjectId).map((id) => id.toHexString()));
  const withNull = list.includes(null);
  const others = list.filter((one) => one !== null && typeof one !== 'string' && !(one instanceof ObjectId));
  return (value) => {
    if (value === undefined || value === null) return withNull;
    if (typeof value === 'string')
      return strings.has(value) || regexes.some((one) => one.test(value)) || wrapped(value);
    if (value instanceof ObjectId) return ids.has(value.toHexString());
    return others.some((one) => equals(value, one)) || (strings.size > 0 && sameText(value));
  };
  /** A deprecated symbol is equal to the string of the same text. */
  function wrapped(value: string): boolean {
    return others.some((one) => rankOf(one) === RANK.string && equals(one, value));
  }
  function sameText(value: BsonValue): boolean {
    return rankOf(value) === RANK.string && [...strings].some((one) => equals(one, value));
  }
}

export function existence(path: string, wanted: BsonValue): Predicate {
  const exists = reaching(path, false, (value) => value !== undefined);
  return isTrue(wanted) ? exists : not(exists);
}

export function ofType(path: string, wanted: BsonValue, expand: boolean): Predicate {
  const codes = new Set((Array.isArray(wanted) ? wanted : [wanted]).flatMap(typeCodesOf));
  if (codes.size === 0) throw badValue('must match at least one type');
  return reaching(path, expand, (value) => value !== undefined && codes.has(typeCode(value)));
}

const NUMBER_CODES = [1, 16, 18, 19];

/** The numbers of a type that `$type` or `bsonType` names. */
export function typeCodesOf(type: BsonValue): number[] {
  if (type === 'number') return NUMBER_CODES;
  if (typeof type === 'string') {
    const code = TYPE_CODES[type];
    if (code === undefined) throw badValue(`Unknown type name alias: ${type}`);
    return [code];
  }
  const code = isNumeric(type) ? toNumber(type) : NaN;
  if (!Object.values(TYPE_CODES).includes(code)) throw badValue(`Invalid numerical type code: ${String(type)}`);
  return [code];
}

const INT64_LIMIT = 2 ** 63;

/** Both numbers lose their fraction, as do the values; text and what no int64 holds never match. */
export function modulo(argument: BsonValue): Test {
  if (!Array.isArray(argument)) throw badValue('malformed mod, needs to be an array');
  if (argument.length < 2) throw badValue('malformed mod, not enough elements');
  if (argument.length > 2) throw badValue('malformed mod, too many elements');
  const divisor = wholePart(argument[0]);
  const remainder = wholePart(argument[1]);
  if (divisor === undefined) throw badValue('malformed mod, divisor not a number');
  if (remainder === undefined) throw badValue('malformed mod, remainder not a number');
  if (divisor === 0n) throw badValue('divisor cannot be 0');
  return (value) => {
    const whole = wholePart(value);
    return whole !== undefined && whole % divisor === remainder;
  };
}

function wholePart(value: Maybe): bigint | undefined {
  if (!isNumeric(value)) return undefined;
  if (typeof value === 'bigint') return value;
  const found = Math.trunc(toNumber(value));
  return Math.abs(found) < INT64_LIMIT ? BigInt(found) : undefined;
}

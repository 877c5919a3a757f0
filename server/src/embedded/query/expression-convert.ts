import { Decimal128, double, ObjectId, type BsonValue, type Maybe } from '../bson/types.ts';
import { decimalOf } from '../values/arithmetic.ts';
import { badValue, conversionFailure, MongoError } from '../values/errors.ts';
import { isNumeric, numericType, toNumber } from '../values/numbers.ts';
import { typeName, typeNameOfCode } from '../values/types.ts';
import { parseDate } from './dates.ts';
import { isNothing, named, unary, type Operator, type Operators } from './expression-operator.ts';
import { convertedText } from './expression-text.ts';
import { isTrue } from './truth.ts';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+$/;

const unsupported = (value: Maybe, target: string): MongoError =>
  conversionFailure(`Unsupported conversion from ${typeName(value)} to ${target} in $convert with no onError value`);

const unreadable = (value: string, what: string): MongoError =>
  conversionFailure(`Failed to parse ${what} '${value}' in $convert with no onError value`);

const overflow = (value: Maybe): MongoError =>
  conversionFailure(`Conversion would overflow target type in $convert with no onError value: ${String(value)}`);

function toDouble(value: Maybe): BsonValue {
  if (typeof value === 'boolean') return double(Number(value));
  if (value instanceof Date) return double(value.getTime());
  if (isNumeric(value)) return double(toNumber(value));
  if (typeof value !== 'string') throw unsupported(value, 'double');
  if (/^[+-]?(NaN|Infinity)$/.test(value)) return Number(value);
  if (!NUMBER.test(value)) throw unreadable(value, 'number');
  return double(Number(value));
}

/** The whole part, exact for int64 and decimals. */
function wholeOf(value: Maybe, target: string): bigint {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string') {
    if (!INTEGER.test(value)) throw unreadable(value, 'number');
    return BigInt(value.replace('+', ''));
  }
  if (!isNumeric(value)) throw unsupported(value, target);
  if (!Number.isFinite(toNumber(value))) throw overflow(value);
  return value instanceof Decimal128 ? wholeDecimal(value) : BigInt(Math.trunc(toNumber(value)));
}

function wholeDecimal(value: Decimal128): bigint {
  const [, sign = '', whole = '0', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d*))?(?:E([+-]?\d+))?$/i.exec(value.toString()) ?? [];
  const exponent = Number(power) - fraction.length;
  const digits = BigInt(`${whole}${fraction}`);
  if (exponent > 40) throw overflow(value.toString());
  const size = exponent >= 0 ? digits * 10n ** BigInt(exponent) : digits / 10n ** BigInt(-exponent);
  return sign ? -size : size;
}

function toInt(value: Maybe): BsonValue {
  const whole = wholeOf(value, 'int');
  if (BigInt.asIntN(32, whole) !== whole) throw overflow(whole.toString());
  return Number(whole);
}

function toLong(value: Maybe): BsonValue {
  const whole = value instanceof Date ? BigInt(value.getTime()) : wholeOf(value, 'long');
  if (BigInt.asIntN(64, whole) !== whole) throw overflow(whole.toString());
  return whole;
}

function toDecimal(value: Maybe): BsonValue {
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (isNumeric(value)) return decimalOf(value);
  if (typeof value !== 'string') throw unsupported(value, 'decimal');
  if (!NUMBER.test(value)) throw unreadable(value, 'number');
  return Decimal128.fromString(value);
}

function toText(value: Maybe): BsonValue {
  const text = convertedText(value);
  if (text === undefined) throw unsupported(value, 'string');
  return text;
}

function toDate(value: Maybe): BsonValue {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (typeof value === 'string') return parseDate(value);
  if (!isNumeric(value) || numericType(value) === 'int') throw unsupported(value, 'date');
  return new Date(Number(wholeOf(value, 'date')));
}

function toObjectId(value: Maybe): BsonValue {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw unsupported(value, 'objectId');
  if (!/^[0-9a-f]{24}$/i.test(value)) throw unreadable(value, 'objectId');
  return ObjectId.createFromHexString(value);
}

const toBool = (value: Maybe): BsonValue => (isNumeric(value) || typeof value === 'boolean' ? isTrue(value) : true);

const TARGETS: Readonly<Record<string, (value: Maybe) => BsonValue>> = {
  double: toDouble,
  int: toInt,
  long: toLong,
  decimal: toDecimal,
  string: toText,
  date: toDate,
  objectId: toObjectId,
  bool: toBool,
};

const to = (target: (value: Maybe) => BsonValue): Operator =>
  unary((value) => (isNothing(value) ? null : target(value)));

function convert(argument: (name: string) => Maybe): Maybe {
  const input = argument('input');
  const wanted = argument('to');
  if (isNothing(input)) return argument('onNull') ?? null;
  if (isNothing(wanted)) return null;
  const name = isNumeric(wanted) ? typeNameOfCode(toNumber(wanted)) : wanted;
  const target = typeof name === 'string' ? TARGETS[name] : undefined;
  if (!target) throw badValue(`Unknown type name: ${String(name)}`);
  try {
    return target(input);
  } catch (error) {
    const other = error instanceof MongoError && error.code === 241 ? argument('onError') : undefined;
    if (other === undefined) throw error;
    return other;
  }
}

export const CONVERSIONS: Operators = {
  $toDouble: to(toDouble),
  $toInt: to(toInt),
  $toLong: to(toLong),
  $toDecimal: to(toDecimal),
  $toString: to(toText),
  $toDate: to(toDate),
  $toObjectId: to(toObjectId),
  $toBool: to(toBool),
  $convert: named(['input', 'to'], ['onError', 'onNull'], convert),
};

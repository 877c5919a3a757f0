import { Decimal128, double, type BsonValue, type Maybe } from '../bson/types.ts';
import { calculate, decimalOf } from '../values/arithmetic.ts';
import { badValue, location, typeMismatch } from '../values/errors.ts';
import { compareNumbers, exact, isNumeric, numericType, toNumber, type Numeric } from '../values/numbers.ts';
import { typeName } from '../values/types.ts';
import { binary, inTurn, isNothing, nullFirst, unary, wholeNumber, type Operators } from './expression-operator.ts';

function add(values: Iterable<Maybe>): BsonValue {
  let total: Numeric = 0;
  let date: Date | undefined;
  for (const value of values) {
    if (isNothing(value)) return null;
    if (value instanceof Date) {
      if (date) throw location(16612, 'only one date allowed in an $add expression');
      date = value;
    } else if (isNumeric(value)) total = calculate('+', total, value);
    else throw typeMismatch(`$add only supports numeric or date types, not ${typeName(value)}`);
  }
  return date ? new Date(date.getTime() + Math.round(toNumber(total))) : total;
}

function subtract(a: Maybe, b: Maybe): BsonValue {
  if (isNothing(a) || isNothing(b)) return null;
  if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
  if (a instanceof Date && isNumeric(b)) return new Date(a.getTime() - Math.round(toNumber(b)));
  if (isNumeric(a) && isNumeric(b)) return calculate('-', a, b);
  throw typeMismatch(`can't $subtract ${typeName(b)} from ${typeName(a)}`);
}

function multiply(values: Iterable<Maybe>): BsonValue {
  let product: Numeric = 1;
  for (const value of values) {
    if (isNothing(value)) return null;
    if (!isNumeric(value)) throw typeMismatch(`$multiply only supports numeric types, not ${typeName(value)}`);
    product = calculate('*', product, value);
  }
  return product;
}

function divide(a: Maybe, b: Maybe): BsonValue {
  if (isNothing(a) || isNothing(b)) return null;
  if (!isNumeric(a) || !isNumeric(b)) {
    throw typeMismatch(`$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  }
  if (toNumber(b) === 0) throw badValue("can't $divide by zero");
  return calculate('/', a, b);
}

function modulo(a: Maybe, b: Maybe): BsonValue {
  if (isNothing(a) || isNothing(b)) return null;
  if (!isNumeric(a) || !isNumeric(b)) {
    throw location(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  }
  if (toNumber(b) === 0) throw location(16610, "can't $mod by zero");
  const types = [numericType(a), numericType(b)];
  if (types.includes('decimal')) return decimalRemainder(a, b);
  if (types.includes('double')) return double(toNumber(a) % toNumber(b));
  const rest = integer(a) % integer(b);
  return types.includes('long') ? rest : Number(rest);
}

const integer = (value: Numeric): bigint => (typeof value === 'bigint' ? value : BigInt(toNumber(value)));

function decimalRemainder(a: Numeric, b: Numeric): Numeric {
  const quotient = calculate('/', decimalOf(a), b);
  return calculate('-', a, calculate('*', truncatedDecimal(quotient), b));
}

function truncatedDecimal(value: Numeric): Decimal128 {
  const text = toNumber(value) === 0 ? '0' : decimalOf(value).toString();
  if (/E/i.test(text)) throw badValue('$mod of such a decimal is not supported by the embedded store');
  return Decimal128.fromString(text.replace(/\..*$/, ''));
}

/** Absolute values, roots and logarithms: null for null, an error for what is no number. */
const numeric = (apply: (value: Numeric) => BsonValue) =>
  unary((value, name) => {
    if (isNothing(value)) return null;
    if (!isNumeric(value)) throw location(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    return apply(value);
  });

function absolute(value: Numeric): BsonValue {
  return compareNumbers(value, 0) < 0 ? calculate('-', 0, value) : value;
}

type Rounding = 'even' | 'down' | 'up' | 'towards zero';

/** To a whole number or to decimal places, from the exact value: the double 1.005 is below 1.005. Integers stay integers. */
function roundTo(value: Maybe, places: Maybe, name: string, rounding: Rounding): BsonValue {
  if (isNothing(value)) return null;
  if (!isNumeric(value)) throw location(51081, `${name} only supports numeric types, not ${typeName(value)}`);
  if (places === null) return null;
  const digits = places === undefined ? 0 : wholeNumber(places, `precision argument to ${name}`);
  if (digits < -20 || digits > 100) {
    throw location(51083, `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`);
  }
  const type = numericType(value);
  const whole = exact(value);
  if (whole.kind !== 'finite' || ((type === 'int' || type === 'long') && digits >= 0)) return value;
  const shift = 10n ** BigInt(Math.abs(digits));
  const steps =
    digits >= 0
      ? dividedWhole(whole.numerator * shift, whole.denominator, rounding)
      : dividedWhole(whole.numerator, whole.denominator * shift, rounding);
  if (type === 'decimal') return Decimal128.fromString(`${steps}E${-digits}`);
  if (type === 'double')
    return double(steps === 0n && isNegative(toNumber(value)) ? -0 : Number(`${steps}e${-digits}`));
  const result = steps * shift;
  if (type === 'int' && BigInt.asIntN(32, result) === result) return Number(result);
  if (BigInt.asIntN(64, result) === result) return result;
  throw location(
    51080,
    `invalid conversion from Decimal128 result in ${name} resulting from arguments: [${toNumber(value)}, ${digits}]`,
  );
}

/** A missing number of places is null; none asked for is none. */
const placesIn = (values: readonly Maybe[]): Maybe => (values.length > 1 ? (values[1] ?? null) : undefined);

const isNegative = (value: number): boolean => value < 0 || Object.is(value, -0);

/** A quotient without fraction; the denominator is positive. */
function dividedWhole(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const truncated = numerator / denominator;
  const rest = numerator % denominator;
  if (rest === 0n || rounding === 'towards zero') return truncated;
  const away = truncated + (rest < 0n ? -1n : 1n);
  if (rounding === 'up') return rest > 0n ? away : truncated;
  if (rounding === 'down') return rest < 0n ? away : truncated;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice !== denominator) return twice > denominator ? away : truncated;
  return truncated % 2n === 0n ? truncated : away;
}

function power(base: Maybe, exponent: Maybe): BsonValue {
  if (isNothing(base) || isNothing(exponent)) return null;
  if (!isNumeric(base)) throw location(28762, `$pow's base must be numeric, not ${typeName(base)}`);
  if (!isNumeric(exponent)) throw location(28763, `$pow's exponent must be numeric, not ${typeName(exponent)}`);
  const types = [numericType(base), numericType(exponent)];
  if (types.includes('decimal')) throw badValue('$pow of a decimal is not supported by the embedded store');
  if (toNumber(base) === 0 && toNumber(exponent) < 0) {
    throw location(28764, '$pow cannot take a base of 0 and a negative exponent');
  }
  if (types.includes('double') || toNumber(exponent) < 0) return double(toNumber(base) ** toNumber(exponent));
  const approximate = toNumber(base) ** toNumber(exponent);
  if (Math.abs(approximate) > 2 ** 64) return double(approximate);
  const whole = integer(base) ** integer(exponent);
  if (!types.includes('long') && BigInt.asIntN(32, whole) === whole) return Number(whole);
  return BigInt.asIntN(64, whole) === whole ? whole : double(Number(whole));
}

const onDouble = (apply: (value: number) => number) =>
  numeric((value) => {
    if (value instanceof Decimal128) throw badValue('This operator is not supported on decimals by the embedded store');
    return double(apply(toNumber(value)));
  });

function squareRoot(value: Numeric): BsonValue {
  if (value instanceof Decimal128) throw badValue('$sqrt of a decimal is not supported by the embedded store');
  if (toNumber(value) < 0) throw location(28714, "$sqrt's argument must be greater than or equal to 0");
  return double(Math.sqrt(toNumber(value)));
}

export const ARITHMETIC: Operators = {
  $add: inTurn(add),
  $subtract: binary(subtract),
  $multiply: inTurn(multiply),
  $divide: binary(divide),
  $mod: binary(modulo),
  $abs: numeric(absolute),
  $ceil: unary((value, name) => roundTo(value, undefined, name, 'up')),
  $floor: unary((value, name) => roundTo(value, undefined, name, 'down')),
  $round: nullFirst(1, 2, (values, name) => roundTo(values[0], placesIn(values), name, 'even')),
  $trunc: nullFirst(1, 2, (values, name) => roundTo(values[0], placesIn(values), name, 'towards zero')),
  $pow: binary(power),
  $sqrt: numeric(squareRoot),
  $exp: onDouble(Math.exp),
  $ln: onDouble(Math.log),
  $log10: onDouble(Math.log10),
};

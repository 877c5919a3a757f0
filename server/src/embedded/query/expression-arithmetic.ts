import { Decimal128, double, type BsonValue, type Maybe } from '../bson/types.ts';
import { calculate, decimalOf } from '../values/arithmetic.ts';
import { badValue, location, typeMismatch } from '../values/errors.ts';
import { compareNumbers, isNumeric, numericType, toNumber, type Numeric } from '../values/numbers.ts';
import { typeName } from '../values/types.ts';
import {
  anyNothing,
  binary,
  isNothing,
  operator,
  unary,
  variadic,
  wholeNumber,
  type Operators,
} from './expression-operator.ts';

function add(values: readonly Maybe[]): BsonValue {
  if (anyNothing(values)) return null;
  let total: Numeric = 0;
  let date: Date | undefined;
  for (const value of values) {
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

function multiply(values: readonly Maybe[]): BsonValue {
  if (anyNothing(values)) return null;
  let product: Numeric = 1;
  for (const value of values) {
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

/** To a whole number or to decimal places. Integers stay as they are; decimals are rounded by their digits. */
function roundTo(value: Maybe, places: Maybe, name: string, onDouble: (value: number) => number): BsonValue {
  if (isNothing(value) || (places !== undefined && isNothing(places))) return null;
  if (!isNumeric(value)) throw location(51081, `${name} only supports numeric types, not ${typeName(value)}`);
  const digits = places === undefined ? 0 : wholeNumber(places, `precision argument to ${name}`);
  if (digits < -20 || digits > 100)
    throw location(51083, `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`);
  const type = numericType(value);
  if (type === 'decimal') throw badValue(`${name} of a decimal is not supported by the embedded store`);
  if (type !== 'double' && digits >= 0) return value;
  const result = scaledBy(toNumber(value), digits, onDouble);
  if (type === 'double') return double(result);
  return type === 'long' ? BigInt(result) : result;
}

/** Shifts the decimal point in the shortest decimal form, so that 1.005 is not first made 1.00499…. */
function scaledBy(value: number, places: number, onDouble: (value: number) => number): number {
  if (!Number.isFinite(value) || places === 0) return onDouble(value);
  const shift = (number: number, by: number): number => {
    const [digits = '0', power = '0'] = String(number).split('e');
    return Number(`${digits}e${Number(power) + by}`);
  };
  return shift(onDouble(shift(value, places)), -places);
}

function halfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
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
  $add: variadic(add),
  $subtract: binary(subtract),
  $multiply: variadic(multiply),
  $divide: binary(divide),
  $mod: binary(modulo),
  $abs: numeric(absolute),
  $ceil: unary((value, name) => roundTo(value, undefined, name, Math.ceil)),
  $floor: unary((value, name) => roundTo(value, undefined, name, Math.floor)),
  $round: operator(1, 2, ([value, places], name) => roundTo(value, places, name, halfToEven)),
  $trunc: operator(1, 2, ([value, places], name) => roundTo(value, places, name, Math.trunc)),
  $pow: binary(power),
  $sqrt: numeric(squareRoot),
  $exp: onDouble(Math.exp),
  $ln: onDouble(Math.log),
  $log10: onDouble(Math.log10),
};

import { Decimal128, double } from '../bson/types.ts';
import { exact, numericType, toNumber, type Exact, type Numeric } from './numbers.ts';

export type Sign = '+' | '-' | '*' | '/';

const WIDTH = { int: 0, long: 1, double: 2, decimal: 3 } as const;

/**
 * Arithmetic that keeps BSON's types: the result has the wider type of the two. An int32 that overflows becomes an int64,
 * an int64 a double. Division gives a double.
 */
export function calculate(sign: Sign, a: Numeric, b: Numeric): Numeric {
  const wider = WIDTH[numericType(a)] >= WIDTH[numericType(b)] ? numericType(a) : numericType(b);
  if (wider === 'decimal') return decimalResult(sign, a, b);
  if (wider === 'double' || sign === '/') return double(onDoubles(sign, toNumber(a), toNumber(b)));
  const result = onIntegers(sign, integerOf(a), integerOf(b));
  if (wider === 'int' && BigInt.asIntN(32, result) === result) return Number(result);
  return BigInt.asIntN(64, result) === result ? result : double(Number(result));
}

const integerOf = (value: Numeric): bigint => (typeof value === 'bigint' ? value : BigInt(toNumber(value)));

function onDoubles(sign: Sign, a: number, b: number): number {
  if (sign === '+') return a + b;
  if (sign === '-') return a - b;
  return sign === '*' ? a * b : a / b;
}

function onIntegers(sign: Sign, a: bigint, b: bigint): bigint {
  if (sign === '+') return a + b;
  return sign === '-' ? a - b : a * b;
}

/** Decimals have 34 digits; a double enters with the 15 digits MongoDB gives it. */
function decimalResult(sign: Sign, a: Numeric, b: Numeric): Decimal128 {
  const x = decimalOf(a);
  const y = decimalOf(b);
  const left = exact(x);
  const right = exact(y);
  if (left.kind !== 'finite' || right.kind !== 'finite') {
    return Decimal128.fromString(decimalText(onDoubles(sign, specialOf(left), specialOf(right))));
  }
  if (sign === '/') return divided(left.numerator * right.denominator, left.denominator * right.numerator);
  const [digits, otherDigits] = [scaled(x), scaled(y)];
  if (sign === '*') return rounded(digits.value * otherDigits.value, digits.power + otherDigits.power);
  const power = Math.min(digits.power, otherDigits.power);
  return rounded(onIntegers(sign, atPower(digits, power), atPower(otherDigits, power)), power);
}

/** A number standing for what is no fraction: only its being NaN, infinite or finite, and its sign, matter. */
function specialOf(value: Exact): number {
  if (value.kind === 'finite') return value.numerator > 0n ? 1 : value.numerator < 0n ? -1 : 0;
  return value.kind === 'nan' ? NaN : value.kind === 'infinity' ? Infinity : -Infinity;
}

const decimalText = (value: number): string =>
  Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : value < 0 ? '-Infinity' : '0';

/** The decimal of the same value; doubles keep 15 digits, as in MongoDB. */
export function decimalOf(value: Numeric): Decimal128 {
  if (value instanceof Decimal128) return value;
  if (numericType(value) !== 'double') return Decimal128.fromString(value.toString());
  const found = toNumber(value);
  if (!Number.isFinite(found)) return Decimal128.fromString(Number.isNaN(found) ? 'NaN' : decimalText(found));
  if (found === 0) return Decimal128.fromString(Object.is(found, -0) ? '-0' : '0');
  return Decimal128.fromString(found.toPrecision(15));
}

interface Scaled {
  readonly value: bigint;
  readonly power: number;
}

function scaled(value: Decimal128): Scaled {
  const [, sign = '', whole = '0', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d*))?(?:E([+-]?\d+))?$/i.exec(value.toString()) ?? [];
  return { value: BigInt(`${sign}${whole}${fraction}`), power: Number(power) - fraction.length };
}

const atPower = ({ value, power }: Scaled, wanted: number): bigint => value * 10n ** BigInt(power - wanted);

function divided(numerator: bigint, denominator: bigint): Decimal128 {
  if (denominator === 0n)
    return Decimal128.fromString(decimalText(numerator === 0n ? NaN : numerator > 0n ? Infinity : -Infinity));
  const [top, bottom] = denominator < 0n ? [-numerator, -denominator] : [numerator, denominator];
  const shift = Math.max(0, 36 + bottom.toString().length - top.toString().length);
  const digits = (top * 10n ** BigInt(shift)) / bottom;
  return rounded(digits, -shift, true);
}

/** Half to even at 34 digits. A quotient loses the zeros it does not need. */
function rounded(value: bigint, power: number, trim = false): Decimal128 {
  let digits = value < 0n ? -value : value;
  let exponent = power;
  const excess = digits.toString().length - 34;
  if (excess > 0) {
    const unit = 10n ** BigInt(excess);
    const rest = (digits % unit) * 2n;
    digits /= unit;
    if (rest > unit || (rest === unit && digits % 2n === 1n)) digits += 1n;
    exponent += excess;
  }
  while (trim && exponent < 0 && digits !== 0n && digits % 10n === 0n) {
    digits /= 10n;
    exponent += 1;
  }
  if (trim && digits === 0n) exponent = 0;
  return Decimal128.fromString(`${value < 0n ? '-' : ''}${digits}E${exponent}`);
}

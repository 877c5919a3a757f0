import { Decimal128, Double, isInt32, type Maybe } from '../bson/types.ts';

export type Numeric = number | bigint | Double | Decimal128;
export type NumericType = 'int' | 'long' | 'double' | 'decimal';

export function isNumeric(value: unknown): value is Numeric {
  if (typeof value === 'number' || typeof value === 'bigint') return true;
  return typeof value === 'object' && (value instanceof Double || value instanceof Decimal128);
}

export function numericType(value: Numeric): NumericType {
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  return value instanceof Double ? 'double' : 'decimal';
}

/** The nearest double. Not exact for int64 beyond 2^53 and for most decimals; comparisons use {@link compareNumbers}. */
export function toNumber(value: Numeric): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Double ? value.value : Number(value.toString());
}

/** As {@link toNumber}; `undefined` for what is no number. */
export function numberOf(value: Maybe): number | undefined {
  return isNumeric(value) ? toNumber(value) : undefined;
}

export const isNaNValue = (value: Numeric): boolean => typeof value !== 'bigint' && Number.isNaN(toNumber(value));

/** A number as it is: `numerator / denominator` with a positive denominator, or one of the three that are no fraction. */
export type Exact =
  | { readonly kind: 'finite'; readonly numerator: bigint; readonly denominator: bigint }
  | { readonly kind: 'nan' | '-infinity' | 'infinity' };

const bits = new DataView(new ArrayBuffer(8));
const finite = (numerator: bigint, denominator: bigint): Exact => ({ kind: 'finite', numerator, denominator });

export function exact(value: Numeric): Exact {
  if (typeof value === 'bigint') return finite(value, 1n);
  return value instanceof Decimal128 ? exactDecimal(value.toString()) : exactDouble(toNumber(value));
}

function exactDouble(value: number): Exact {
  if (Number.isNaN(value)) return { kind: 'nan' };
  if (!Number.isFinite(value)) return { kind: value > 0 ? 'infinity' : '-infinity' };
  if (Number.isInteger(value)) return finite(BigInt(value), 1n);
  bits.setFloat64(0, value);
  const high = bits.getUint32(0);
  const biased = (high >>> 20) & 0x7ff;
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4));
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  // A double that is no integer has a negative power of two.
  return finite(value < 0 ? -mantissa : mantissa, 1n << BigInt(1075 - (biased === 0 ? 1 : biased)));
}

function exactDecimal(text: string): Exact {
  const match = /^(-?)(\d+)(?:\.(\d*))?(?:E([+-]?\d+))?$/i.exec(text);
  if (!match) return { kind: text === 'NaN' ? 'nan' : text.startsWith('-') ? '-infinity' : 'infinity' };
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const exponent = Number(power) - fraction.length;
  return exponent >= 0 ? finite(digits * 10n ** BigInt(exponent), 1n) : finite(digits, 10n ** BigInt(-exponent));
}

const SPECIAL_ORDER = { nan: 0, '-infinity': 1, finite: 2, infinity: 3 } as const;

export function compareExact(a: Exact, b: Exact): number {
  if (a.kind !== 'finite' || b.kind !== 'finite') return Math.sign(SPECIAL_ORDER[a.kind] - SPECIAL_ORDER[b.kind]);
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** NaN is equal to itself and below every other number. −0 is equal to 0. */
export function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  if (!Number.isNaN(a)) return 1;
  return Number.isNaN(b) ? 0 : -1;
}

/** Exact across all four types: int64 2^53+1 is above the double 2^53. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
  const x = asDouble(a);
  const y = asDouble(b);
  return x !== undefined && y !== undefined ? compareDoubles(x, y) : compareExact(exact(a), exact(b));
}

/** The value of an int32 or a double; the other two types may not fit one. */
function asDouble(value: Numeric): number | undefined {
  if (typeof value === 'number') return value;
  return value instanceof Double ? value.value : undefined;
}

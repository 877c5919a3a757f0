import { compareExact, exact, toNumber, type Exact, type Numeric } from './numbers.ts';

/** One step of a double towards +infinity. */
function nextUp(value: number): number {
  if (value === Infinity) return value;
  bits.setFloat64(0, value === 0 ? 0 : value);
  const pattern = bits.getBigInt64(0);
  bits.setBigInt64(0, value >= 0 ? pattern + 1n : pattern - 1n);
  return bits.getFloat64(0);
}

const bits = new DataView(new ArrayBuffer(8));
const LIMIT = 9007199254740992n;
const NAN_BYTES = Buffer.alloc(9);

/**
 * Bytes whose order is the order of the numbers, the same for equal numbers of any type: the largest double not above the
 * value, sign flipped, big-endian; then 0 if that is the value, or 1 and how far the value lies above that double.
 */
export function numberBytes(value: Numeric): Buffer {
  if (typeof value === 'number') return doubleBytes(value);
  if (typeof value === 'bigint' && value >= -LIMIT && value <= LIMIT) return doubleBytes(Number(value));
  const whole = exact(value);
  const nearest = toNumber(value);
  if (whole.kind !== 'finite') return doubleBytes(nearest);
  const floor = floorDouble(nearest, whole);
  const head = doubleBytes(floor);
  if (compareExact(exact(floor), whole) === 0) return head;
  head[8] = 1;
  return Buffer.concat([head, isBeyondDoubles(floor) ? farRemainder(whole) : remainder(floor, whole)]);
}

function doubleBytes(value: number): Buffer {
  if (Number.isNaN(value)) return Buffer.from(NAN_BYTES);
  const bytes = Buffer.alloc(9);
  // −0 and 0 are one key.
  bytes.writeDoubleBE(value === 0 ? 0 : value, 0);
  if (value < 0) for (let index = 0; index < 8; index++) bytes[index] = ~(bytes[index] ?? 0);
  else bytes[0] = (bytes[0] ?? 0) | 0x80;
  return bytes;
}

function floorDouble(nearest: number, value: Exact): number {
  return compareExact(exact(nearest), value) > 0 ? -nextUp(-nearest) : nearest;
}

/** Decimals reach further out and closer to zero than doubles; there the next double is no measure. */
const isBeyondDoubles = (floor: number): boolean =>
  floor === -Infinity || floor === Number.MAX_VALUE || floor === 0 || floor === -Number.MIN_VALUE;

type Finite = Extract<Exact, { kind: 'finite' }>;

/** How far towards the next double, in 2^-120. Decimals have 113 bits, so no two of them share a step. */
function remainder(floor: number, value: Finite): Buffer {
  const low = exact(floor);
  const high = exact(nextUp(floor));
  if (low.kind !== 'finite' || high.kind !== 'finite') throw new RangeError('No doubles on both sides');
  const distance = value.numerator * low.denominator - low.numerator * value.denominator;
  const gap = high.numerator * low.denominator - low.numerator * high.denominator;
  const steps = ((distance * high.denominator) << 120n) / (gap * value.denominator);
  return bigEndian(steps, 16);
}

/** Power of ten and 34 digits, inverted for a negative value. */
function farRemainder(value: Finite): Buffer {
  const negative = value.numerator < 0n;
  const size = negative ? -value.numerator : value.numerator;
  // Of the two, one is a power of ten: the exponent of the first digit follows from the lengths.
  const exponent = size.toString().length - value.denominator.toString().length;
  const shift = 33 - exponent;
  const digits =
    shift >= 0 ? (size * 10n ** BigInt(shift)) / value.denominator : size / (value.denominator * 10n ** BigInt(-shift));
  const bytes = Buffer.concat([bigEndian(BigInt(exponent + 32768), 2), bigEndian(digits, 16)]);
  if (negative) for (let index = 0; index < bytes.length; index++) bytes[index] = ~(bytes[index] ?? 0);
  return bytes;
}

function bigEndian(value: bigint, length: number): Buffer {
  return Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');
}

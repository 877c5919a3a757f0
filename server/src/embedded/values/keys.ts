import { namesOf } from '../bson/fields.ts';
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  isDocument,
  ObjectId,
  Timestamp,
  type BsonValue,
} from '../bson/types.ts';
import { numberBytes } from './key-numbers.ts';
import { isNaNValue, isNumeric } from './numbers.ts';
import { RANK, rankOf, scopeOf, textOf, type Sortable } from './order.ts';

/** 1 for ascending, −1 for descending. */
export type Direction = 1 | -1;

/**
 * Index keys whose bytes are in BSON's order. Each component is the rank of its type and a body that ends by itself, so
 * components are put one behind the other; a descending component has all its bytes inverted.
 */
export function encodeKey(values: readonly Sortable[], directions: readonly Direction[]): Buffer {
  return Buffer.concat(values.map((value, index) => encodeComponent(value, directions[index] ?? 1)));
}

export function encodeComponent(value: Sortable, direction: Direction): Buffer {
  const bytes = encodeValue(value);
  return direction === 1 ? bytes : inverted(bytes);
}

/** One ascending component. Two values have the same bytes exactly if they are equal. */
export function encodeValue(value: Sortable): Buffer {
  const pieces: Buffer[] = [];
  write(value, pieces);
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
}

/** All components from `low` on and before `high`. Put the bytes of the components in front before both. */
export interface KeyRange {
  readonly low: Buffer;
  readonly high: Buffer;
}

/** One end of a range of values. */
export interface End {
  readonly value: BsonValue;
  readonly inclusive: boolean;
}

/** Every key that begins with this component. */
export function pointRange(value: Sortable, direction: Direction): KeyRange {
  const bytes = encodeComponent(value, direction);
  return { low: bytes, high: after(bytes) };
}

/**
 * The values between two ends, as `$gt`, `$gte`, `$lt` and `$lte` mean it: only values of the ends' own type, and no NaN.
 * At least one end is needed; both must be of one type.
 */
export function valueRange(ends: { low?: End | undefined; high?: End | undefined }, direction: Direction): KeyRange {
  const sample = ends.low ?? ends.high;
  if (!sample) throw new RangeError('A range needs an end');
  const rank = rankOf(sample.value);
  const low = ends.low ? edge(ends.low.value, !ends.low.inclusive) : lowestOf(rank);
  const high = ends.high ? edge(ends.high.value, ends.high.inclusive) : undefined;
  if (direction === 1) {
    return { low: low ? bytesOf(low) : Buffer.from([rank]), high: high ? bytesOf(high) : Buffer.from([rank + 1]) };
  }
  return {
    low: high ? bytesOf(mirrored(high)) : Buffer.from([0xff - rank]),
    high: low ? bytesOf(mirrored(low)) : Buffer.from([0x100 - rank]),
  };
}

/** Every string that begins with `text`. */
export function prefixRange(text: string, direction: Direction): KeyRange {
  const whole = encodeValue(text);
  const prefix = whole.subarray(0, whole.length - 2);
  if (direction === 1) return { low: prefix, high: after(prefix) };
  // Behind an inverted prefix the largest byte may follow twice: it is the inverted end of the string.
  const low = inverted(prefix);
  return { low, high: Buffer.concat([low, Buffer.from([0xff, 0xff, 0xff])]) };
}

/** A place just before or just after every key that begins with `component`. */
interface Edge {
  readonly component: Buffer;
  readonly isAfter: boolean;
}

const edge = (value: BsonValue, isAfter: boolean): Edge => ({ component: encodeValue(value), isAfter });
const lowestOf = (rank: number): Edge | undefined => (rank === RANK.number ? edge(NaN, true) : undefined);
const bytesOf = ({ component, isAfter }: Edge): Buffer => (isAfter ? after(component) : component);
const mirrored = ({ component, isAfter }: Edge): Edge => ({ component: inverted(component), isAfter: !isAfter });

const LAST = Buffer.from([0xff]);

/** No component, inverted or not, begins with the largest byte: behind whole components it is above all that follows. */
const after = (component: Buffer): Buffer => Buffer.concat([component, LAST]);

export const isNaNNumber = (value: BsonValue): boolean => isNumeric(value) && isNaNValue(value);

function inverted(bytes: Buffer): Buffer {
  const result = Buffer.allocUnsafe(bytes.length);
  for (let index = 0; index < bytes.length; index++) result[index] = ~(bytes[index] ?? 0);
  return result;
}

const RANK_BYTES = Array.from({ length: 128 }, (_, rank) => Buffer.from([rank]));
const ZERO = Buffer.from([0]);

function write(value: Sortable, pieces: Buffer[]): void {
  if (typeof value === 'string') {
    pieces.push(text(RANK.string, value));
    return;
  }
  pieces.push(RANK_BYTES[rankOf(value)] ?? ZERO);
  if (value === null || value === undefined || typeof value === 'symbol') return;
  if (isNumeric(value)) pieces.push(numberBytes(value));
  else if (typeof value === 'boolean') pieces.push(Buffer.from([value ? 1 : 0]));
  else if (Array.isArray(value)) {
    for (const element of value) write(element, pieces);
    pieces.push(ZERO);
  } else if (isDocument(value)) {
    for (const name of namesOf(value)) {
      pieces.push(text(rankOf(value[name]), name));
      write(value[name], pieces);
    }
    pieces.push(ZERO);
  } else writeClassed(value, pieces);
}

function writeClassed(value: BsonValue, pieces: Buffer[]): void {
  if (value instanceof ObjectId) pieces.push(Buffer.from(value.id));
  else if (value instanceof Date) pieces.push(int64(BigInt(Number.isNaN(value.getTime()) ? 0 : value.getTime())));
  else if (value instanceof BSONSymbol) pieces.push(text(undefined, textOf(value)));
  else if (value instanceof Timestamp) pieces.push(uint64(BigInt.asUintN(64, value.toBigInt())));
  else if (value instanceof BSONRegExp) pieces.push(text(undefined, value.pattern), text(undefined, value.options));
  else if (value instanceof Binary) {
    const bytes = Buffer.from(value.buffer.subarray(0, value.position));
    const head = Buffer.alloc(5);
    head.writeUInt32BE(bytes.length, 0);
    head[4] = value.sub_type;
    pieces.push(head, bytes);
  } else if (value instanceof Code) {
    pieces.push(text(undefined, value.code));
    if (value.scope) write(scopeOf(value), pieces);
  }
}

/** UTF-8 with 00 written as 00 FF, ended by 00 00, after an optional leading byte. */
function text(lead: number | undefined, value: string): Buffer {
  const skip = lead === undefined ? 0 : 1;
  const plain = value.includes('\0') ? escapeZeros(value) : undefined;
  const size = plain?.length ?? Buffer.byteLength(value);
  const bytes = Buffer.allocUnsafe(skip + size + 2);
  if (lead !== undefined) bytes[0] = lead;
  if (plain) plain.copy(bytes, skip);
  else bytes.write(value, skip, 'utf8');
  bytes[skip + size] = 0;
  bytes[skip + size + 1] = 0;
  return bytes;
}

function escapeZeros(value: string): Buffer {
  return Buffer.from([...Buffer.from(value)].flatMap((byte) => (byte === 0 ? [0, 0xff] : [byte])));
}

function int64(value: bigint): Buffer {
  return uint64(BigInt.asUintN(64, value) ^ (1n << 63n));
}

function uint64(value: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigUInt64BE(value, 0);
  return bytes;
}

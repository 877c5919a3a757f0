import { namesOf } from '../bson/fields.ts';
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  isDocument,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  type BsonValue,
  type Document,
  type Maybe,
} from '../bson/types.ts';
import { compareDoubles, compareNumbers, isNumeric } from './numbers.ts';

/** What stands for `[]` in an index key or a sort: no element at all, which comes before null. */
export const EMPTY_ARRAY: unique symbol = Symbol('empty array');

/** What can be put in order. A missing value is ordered as null. */
export type Sortable = Maybe | typeof EMPTY_ARRAY;

/** Types in BSON's order. Values of two ranks are never equal; the same numbers begin each part of an index key. */
export const RANK = {
  minKey: 1,
  emptyArray: 2,
  null: 3,
  number: 4,
  string: 5,
  object: 6,
  array: 7,
  binary: 8,
  objectId: 9,
  boolean: 10,
  date: 11,
  timestamp: 12,
  regex: 13,
  code: 15,
  scopedCode: 16,
  maxKey: 127,
} as const;

export type Rank = (typeof RANK)[keyof typeof RANK];

export function rankOf(value: Sortable): Rank {
  if (typeof value === 'string') return RANK.string;
  if (typeof value === 'number' || typeof value === 'bigint') return RANK.number;
  if (typeof value === 'boolean') return RANK.boolean;
  if (value === undefined) return RANK.null;
  return typeof value === 'symbol' ? RANK.emptyArray : rankOfObject(value);
}

function rankOfObject(value: Exclude<Sortable, number | bigint | string | boolean | undefined | symbol>): Rank {
  if (value === null) return RANK.null;
  if (Array.isArray(value)) return RANK.array;
  if (isDocument(value)) return RANK.object;
  if (value instanceof ObjectId) return RANK.objectId;
  if (value instanceof Date) return RANK.date;
  if (value instanceof Double || value instanceof Decimal128) return RANK.number;
  if (value instanceof Binary) return RANK.binary;
  if (value instanceof BSONRegExp) return RANK.regex;
  if (value instanceof Timestamp) return RANK.timestamp;
  if (value instanceof BSONSymbol) return RANK.string;
  if (value instanceof Code) return value.scope ? RANK.scopedCode : RANK.code;
  return value instanceof MinKey ? RANK.minKey : RANK.maxKey;
}

/** BSON order: by type, then by value. Negative, zero or positive. */
export function compare(a: Sortable, b: Sortable): number {
  if (typeof a === 'number' && typeof b === 'number') return compareDoubles(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  const difference = rankOf(a) - rankOf(b);
  if (difference !== 0) return Math.sign(difference);
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  if (isDocument(a) && isDocument(b)) return compareDocuments(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b);
  return compareScalars(a, b);
}

/** True for two values that are one to a query: 5, 5.0 and int64 5 are. */
export function equals(a: Sortable, b: Sortable): boolean {
  return a === b || compare(a, b) === 0;
}

/** Order of two values of one rank that are neither numbers, documents nor arrays. */
function compareScalars(a: Sortable, b: Sortable): number {
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id);
  if (a instanceof Date && b instanceof Date) return compareDoubles(a.getTime(), b.getTime());
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (isText(a) && isText(b)) return compareStrings(textOf(a), textOf(b));
  if (a instanceof Binary && b instanceof Binary) return compareBinary(a, b);
  if (a instanceof Timestamp && b instanceof Timestamp) return a.compare(b);
  if (a instanceof BSONRegExp && b instanceof BSONRegExp) {
    return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options);
  }
  if (a instanceof Code && b instanceof Code) {
    return compareStrings(a.code, b.code) || compareDocuments(scopeOf(a), scopeOf(b));
  }
  return 0;
}

const isText = (value: Sortable): value is string | BSONSymbol =>
  typeof value === 'string' || value instanceof BSONSymbol;

export const textOf = (value: string | BSONSymbol): string => (typeof value === 'string' ? value : value.value);

// The driver types a scope as anything; what is here was decoded as a document.
export const scopeOf = (code: Code): Document => (code.scope ?? {}) as Document;

function compareBinary(a: Binary, b: Binary): number {
  const x = a.buffer.subarray(0, a.position);
  const y = b.buffer.subarray(0, b.position);
  return Math.sign(x.length - y.length) || Math.sign(a.sub_type - b.sub_type) || Buffer.compare(x, y);
}

/** Field by field in the order they stand: type, then name, then value. */
function compareDocuments(a: Document, b: Document): number {
  const names = namesOf(a);
  const others = namesOf(b);
  for (const [index, name] of names.entries()) {
    const other = others[index];
    if (other === undefined) return 1;
    const difference =
      Math.sign(rankOf(a[name]) - rankOf(b[other])) || compareStrings(name, other) || compare(a[name], b[other]);
    if (difference !== 0) return difference;
  }
  return names.length < others.length ? -1 : 0;
}

function compareArrays(a: readonly BsonValue[], b: readonly BsonValue[]): number {
  for (const [index, value] of a.entries()) {
    if (index >= b.length) return 1;
    const difference = compare(value, b[index]);
    if (difference !== 0) return difference;
  }
  return a.length < b.length ? -1 : 0;
}

/** Order of the UTF-8 bytes. UTF-16 order differs once a surrogate meets U+E000 to U+FFFF. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x !== y) return surrogatesLast(x) < surrogatesLast(y) ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

function surrogatesLast(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** Order as expressions see it: a missing value comes before null, though after MinKey. */
export function compareWithMissing(a: Maybe, b: Maybe): number {
  if (a === undefined && b === undefined) return 0;
  if (a === undefined) return b instanceof MinKey ? 1 : -1;
  if (b === undefined) return a instanceof MinKey ? -1 : 1;
  return compare(a, b);
}

export const isMaxOrMinKey = (value: Maybe): boolean => value instanceof MaxKey || value instanceof MinKey;

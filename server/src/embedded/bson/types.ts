import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';

export { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp };

/**
 * A BSON value that remembers its type, so that it can be written back unchanged:
 * int32 is a `number`, int64 a `bigint`, a double a `number`, or a `Double` where a plain number would be read as int32.
 */
export type BsonValue = Scalar | BsonValue[] | Document;

export type Scalar =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | Binary
  | BSONRegExp
  | BSONSymbol
  | Code
  | Decimal128
  | Double
  | MaxKey
  | MinKey
  | ObjectId
  | Timestamp;

/**
 * Fields by their names. Their order is what `namesOf` gives: JavaScript puts names that look like array indexes first.
 * So fields are set with `setField` and removed with `removeField`.
 */
export interface Document {
  [name: string]: BsonValue;
}

/** A value, or `undefined` where a document has no such field. */
export type Maybe = BsonValue | undefined;

/** A document is what has no class of its own. Its fields are never asked: `_bsontype` may be an ordinary name. */
export function isDocument(value: unknown): value is Document {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !CLASSES.has(Object.getPrototypeOf(value));
}

const CLASSES: ReadonlySet<unknown> = new Set(
  [Date, Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp].map(
    (one): unknown => one.prototype,
  ),
);

/** True for a number that is stored as int32. −0 is not: only a double can hold it. */
export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}

/** A double, wrapped only where the bare number would be stored as int32. */
export function double(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}

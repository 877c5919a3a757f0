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

/** Fields in their order. JavaScript puts names that look like array indexes first; that order is not kept. */
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

/** Sets a field, also one named `__proto__`. */
export function setField(document: Document, name: string, value: BsonValue): void {
  if (name === '__proto__') {
    Object.defineProperty(document, name, { value, writable: true, enumerable: true, configurable: true });
  } else {
    document[name] = value;
  }
}

/** Removes a field, if it is there. */
export function removeField(document: Document, name: string): void {
  Reflect.deleteProperty(document, name);
}

/** The document's own field, never what it inherits. */
export function getField(document: Document, name: string): Maybe {
  return Object.hasOwn(document, name) ? document[name] : undefined;
}

/** A copy in which documents and arrays are new and all other values shared: those are never changed. */
export function cloneValue(value: BsonValue): BsonValue {
  if (Array.isArray(value)) return value.map(cloneValue);
  return isDocument(value) ? cloneDocument(value) : value;
}

/** See {@link cloneValue}. */
export function cloneDocument(document: Document): Document {
  const copy: Document = {};
  for (const [name, value] of Object.entries(document)) setField(copy, name, cloneValue(value));
  return copy;
}

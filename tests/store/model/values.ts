import mongoose from 'mongoose';

const { BSONRegExp, Decimal128, Double, Int32, Long, ObjectId } = mongoose.mongo;

/**
 * The values of the model. A number is an int32 where it is whole and fits, and a double otherwise; `Double` is a
 * whole number kept as a double, bigint is an int64. Missing is `undefined` and never inside a document.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | mongoose.mongo.ObjectId
  | mongoose.mongo.Double
  | mongoose.mongo.Decimal128
  | mongoose.mongo.BSONRegExp
  | readonly Value[]
  | Fields;

export interface Fields {
  readonly [name: string]: Value;
}

export type NumberValue = number | bigint | mongoose.mongo.Double | mongoose.mongo.Decimal128;
export type NumberKind = 'int' | 'long' | 'double' | 'decimal';

/** The guards take what is known to come from the generators or the driver: whatever is in it, is a value of the model. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

// `Array.isArray` alone does not narrow a readonly array out of a union.
export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

export function isNumber(value: unknown): value is NumberValue {
  const type = typeof value;
  return type === 'number' || type === 'bigint' || value instanceof Double || value instanceof Decimal128;
}

export function numberKind(value: NumberValue): NumberKind {
  if (typeof value === 'bigint') return 'long';
  if (value instanceof Decimal128) return 'decimal';
  if (value instanceof Double) return 'double';
  return (value | 0) === value && !Object.is(value, -0) ? 'int' : 'double';
}

/** Decimals of the model are small halves and quarters, so a double holds each exactly. */
export function exactly(value: NumberValue): number | bigint {
  if (value instanceof Double) return value.value;
  return value instanceof Decimal128 ? Number(value.toString()) : value;
}

/** A copy with every value changed; undefined leaves a field out. */
export function fieldsOf(fields: Fields, change: (name: string, value: Value) => Value | undefined): Fields {
  const entries = Object.entries(fields).map(([name, value]) => [name, change(name, value)] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Value] => entry[1] !== undefined));
}

const order = ['null', 'number', 'string', 'object', 'array', 'objectId', 'bool', 'date', 'regex'] as const;
export type TypeName = (typeof order)[number];

/** Which group of types a value sorts with; all numbers are one group, and missing sorts with null. */
export function typeOf(value: unknown): TypeName {
  if (value === undefined || value === null) return 'null';
  if (isNumber(value)) return 'number';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof Date) return 'date';
  if (value instanceof BSONRegExp) return 'regex';
  if (value instanceof ObjectId) return 'objectId';
  return isList(value) ? 'array' : 'object';
}

function sign(a: number | bigint | string | boolean, b: number | bigint | string | boolean): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareNumbers(a: number | bigint, b: number | bigint): number {
  const [left, right] = [Number.isNaN(a), Number.isNaN(b)];
  return left || right ? Number(right) - Number(left) : sign(a, b);
}

function compareFields(a: Fields, b: Fields): number {
  const [left, right] = [Object.entries(a), Object.entries(b)];
  for (const [i, [name, value]] of left.entries()) {
    const other = right[i];
    if (!other) return 1;
    const types = order.indexOf(typeOf(value)) - order.indexOf(typeOf(other[1]));
    const difference = types || Buffer.compare(Buffer.from(name), Buffer.from(other[0])) || compare(value, other[1]);
    if (difference) return difference;
  }
  return left.length - right.length;
}

/** MongoDB's order over all values. */
export function compare(a: unknown, b: unknown): number {
  const types = order.indexOf(typeOf(a)) - order.indexOf(typeOf(b));
  if (types) return types;
  if (isNumber(a) && isNumber(b)) return compareNumbers(exactly(a), exactly(b));
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (typeof a === 'boolean' && typeof b === 'boolean') return sign(a, b);
  if (a instanceof Date && b instanceof Date) return sign(a.getTime(), b.getTime());
  if (a instanceof ObjectId && b instanceof ObjectId) return sign(a.toHexString(), b.toHexString());
  if (a instanceof BSONRegExp && b instanceof BSONRegExp)
    return sign(a.pattern, b.pattern) || sign(a.options, b.options);
  if (isList(a) && isList(b)) return compareFields(Object.fromEntries(a.entries()), Object.fromEntries(b.entries()));
  return isFields(a) && isFields(b) ? compareFields(a, b) : 0;
}

/** What the driver read without promoting anything, as a value of the model. */
export function fromDriver(value: unknown): Value {
  if (value instanceof Int32) return value.value;
  if (value instanceof Long) return value.toBigInt();
  if (value instanceof RegExp) return new BSONRegExp(value.source, value.flags);
  if (Array.isArray(value)) return value.map(fromDriver);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    // Every other type the generators make is the driver's own class.
    return value as Value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fromDriver(inner)]));
}

/** A text that is equal exactly for values equal in type, order of fields and content. */
export function canonical(value: Value | undefined): string {
  if (value === undefined) return 'missing';
  if (isNumber(value)) {
    const number = exactly(value);
    const text = value instanceof Decimal128 ? value.toString() : Object.is(number, -0) ? '-0' : String(number);
    return `${numberKind(value)} ${text}`;
  }
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (value instanceof ObjectId) return `id ${value.toHexString()}`;
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`;
  if (isList(value)) return `[${value.map(canonical).join(', ')}]`;
  if (!isFields(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}: ${canonical(inner)}`)
    .join(', ')}}`;
}

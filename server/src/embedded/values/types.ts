import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  isInt32,
  MinKey,
  ObjectId,
  Timestamp,
  isDocument,
  type Maybe,
} from '../bson/types.ts';

/** BSON's type numbers by the names that `$type` understands. */
export const TYPE_CODES: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

const NAMES: ReadonlyMap<number, string> = new Map(Object.entries(TYPE_CODES).map(([name, code]) => [code, name]));

export function typeCode(value: Maybe): number {
  if (value === undefined) return 6;
  if (typeof value === 'string') return 2;
  if (typeof value === 'number') return isInt32(value) ? 16 : 1;
  if (typeof value === 'boolean') return 8;
  if (typeof value === 'bigint') return 18;
  if (value === null) return 10;
  if (Array.isArray(value)) return 4;
  if (isDocument(value)) return 3;
  if (value instanceof ObjectId) return 7;
  if (value instanceof Date) return 9;
  if (value instanceof Double) return 1;
  if (value instanceof Decimal128) return 19;
  if (value instanceof Binary) return 5;
  if (value instanceof BSONRegExp) return 11;
  if (value instanceof Timestamp) return 17;
  if (value instanceof BSONSymbol) return 14;
  if (value instanceof Code) return value.scope ? 15 : 13;
  return value instanceof MinKey ? -1 : 127;
}

/** `int`, `string`, `objectId`…; `missing` for a field that is not there. */
export function typeName(value: Maybe): string {
  return value === undefined ? 'missing' : typeNameOfCode(typeCode(value));
}

export function typeNameOfCode(code: number): string {
  return NAMES.get(code) ?? 'unknown';
}

import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { location, MongoError, notSupported, typeMismatch } from '../values/errors.ts';
import { isNumeric, toNumber } from '../values/numbers.ts';
import { typeName } from '../values/types.ts';
import type { Call } from './call.ts';

const wrongType = (call: Call, name: string, value: Maybe, expected: string): MongoError =>
  typeMismatch(`BSON field '${call.name}.${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`);

const missing = (call: Call, name: string): MongoError =>
  new MongoError(40414, 'IDLFailedToParse', `BSON field '${call.name}.${name}' is missing but a required field`);

/** The namespace a command is about: its database and the collection that its first field names. */
export function namespaceOf(call: Call, value: Maybe = call.argument): string {
  if (typeof value !== 'string') {
    throw new MongoError(73, 'InvalidNamespace', `collection name has invalid type ${typeName(value)}`);
  }
  if (value === '' || value.includes('\0')) {
    throw new MongoError(73, 'InvalidNamespace', `Invalid namespace specified '${call.databaseName}.${value}'`);
  }
  return `${call.databaseName}.${value}`;
}

export function documentField(call: Call, name: string): Document | undefined {
  const value = call.body[name] ?? undefined;
  if (value !== undefined && !isDocument(value)) throw wrongType(call, name, value, 'object');
  return value;
}

/** Where MongoDB's grammar takes nothing but true and false: a figure is an error, never a guess. */
export function booleanField(call: Call, name: string, otherwise = false): boolean {
  return readBoolean(call.body[name], otherwise, `${call.name}.${name}`);
}

/** Where its grammar takes a figure for true or false. */
export function looseBooleanField(call: Call, name: string): boolean {
  return readLooseBoolean(call.body[name], false, `${call.name}.${name}`);
}

/** See {@link booleanField}. */
export function readBoolean(value: Maybe, otherwise: boolean, name: string): boolean {
  if (typeof value === 'boolean') return value;
  if (value === undefined || value === null) return otherwise;
  throw typeMismatch(`BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'bool'`);
}

/** See {@link looseBooleanField}. */
export function readLooseBoolean(value: Maybe, otherwise: boolean, name: string): boolean {
  return isNumeric(value) ? toNumber(value) !== 0 : readBoolean(value, otherwise, name);
}

/** A whole number, not below `least`. */
export function numberField(call: Call, name: string, least = 0): number | undefined {
  const value = call.body[name];
  return value === undefined || value === null ? undefined : wholeNumber(call, name, value, least);
}

function wholeNumber(call: Call, name: string, value: BsonValue, least: number): number {
  if (!isNumeric(value)) throw wrongType(call, name, value, 'long');
  const number = Math.trunc(toNumber(value));
  if (number >= least) return number;
  throw location(51024, `BSON field '${name}' value must be >= ${least}, actual value '${number}'`);
}

/** The `batchSize` of the `cursor` field that list commands and aggregations take. */
export function cursorBatchSize(call: Call): number | undefined {
  const cursor = documentField(call, 'cursor');
  for (const name of Object.keys(cursor ?? {})) {
    if (name !== 'batchSize') throw unknownField(`${call.name}.cursor`, name);
  }
  const size = cursor?.['batchSize'];
  return size === undefined ? undefined : wholeNumber(call, 'cursor.batchSize', size, 0);
}

/** The statements of a batch. */
export function statementsOf(call: Call, name: string): Document[] {
  const value = call.body[name];
  if (value === undefined) throw missing(call, name);
  if (!Array.isArray(value)) throw wrongType(call, name, value, 'array');
  requireBatch(value.length);
  return value.map((one, place) => {
    if (isDocument(one)) return one;
    throw wrongType(call, `${name}.${place}`, one, 'object');
  });
}

/** MongoDB's limit on operations in one command. */
export const MAX_BATCH = 100_000;

export function requireBatch(length: number): void {
  if (length >= 1 && length <= MAX_BATCH) return;
  throw new MongoError(
    16,
    'InvalidLength',
    `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${length} operations.`,
  );
}

/** The fields of one statement; an unknown one is refused, and a collation. */
export function checkStatement(statement: Document, owner: string, known: readonly string[]): void {
  for (const name of Object.keys(statement)) if (!known.includes(name)) throw unknownField(owner, name);
  refuseCollation(statement['collation']);
}

export const unknownField = (owner: string, name: string): MongoError =>
  location(40415, `BSON field '${owner}.${name}' is an unknown field.`);

/** Strings are compared by their bytes; the collation that says just that may be asked for. */
export function refuseCollation(collation: Maybe): void {
  if (collation === undefined || collation === null) return;
  if (isDocument(collation) && (collation['locale'] === 'simple' || Object.keys(collation).length === 0)) return;
  throw notSupported('collation');
}

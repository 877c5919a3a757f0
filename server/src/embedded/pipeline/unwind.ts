import { copyFields, getField, removeField, setField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { PAUSE } from '../pause.ts';
import { location } from '../values/errors.ts';
import type { Stage } from './stage.ts';

interface Unwinding {
  readonly parts: readonly string[];
  readonly keepsEmpty: boolean;
  /** The field that takes the position of the element. */
  readonly indexField: string | undefined;
}

/** A document for each element of an array. */
export function compileUnwind(argument: BsonValue): Stage {
  const unwinding = readUnwinding(argument);
  return function* (input) {
    for (const document of input) {
      if (document === PAUSE) yield PAUSE;
      else yield* unwound(document, unwinding);
    }
  };
}

function readUnwinding(argument: BsonValue): Unwinding {
  const options = isDocument(argument) ? argument : { path: argument };
  const { path, preserveNullAndEmptyArrays: keeps = false, includeArrayIndex: indexField, ...rest } = options;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw location(28811, `unrecognized option to $unwind stage: ${unknown}`);
  if (path === undefined) throw location(28812, 'no path specified to $unwind stage');
  if (typeof path !== 'string') throw location(28808, 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$'))
    throw location(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  if (typeof keeps !== 'boolean') {
    throw location(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage');
  }
  if (indexField !== undefined && (typeof indexField !== 'string' || indexField === '')) {
    throw location(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  }
  if (indexField?.startsWith('$')) {
    throw location(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${indexField}`);
  }
  const parts = path.slice(1).split('.');
  if (parts.includes('')) throw location(15998, 'FieldPath field names may not be empty strings.');
  return { parts, keepsEmpty: keeps, indexField };
}

function* unwound(
  document: Document,
  { parts, keepsEmpty, indexField }: Unwinding,
): Generator<Document | typeof PAUSE> {
  const value = valueAt(document, parts);
  const give = (result: Document, index: bigint | null): Document =>
    indexField === undefined ? result : withValue(result, indexField.split('.'), index);
  if (Array.isArray(value) && value.length > 0) {
    for (const [index, element] of value.entries()) yield give(withValue(document, parts, element), BigInt(index));
  } else if (Array.isArray(value)) {
    yield keepsEmpty ? give(withValue(document, parts, undefined), null) : PAUSE;
  } else if (value === undefined || value === null) {
    yield keepsEmpty ? give(document, null) : PAUSE;
  } else yield give(document, null);
}

/** Arrays on the way are not entered. */
function valueAt(document: Document, parts: readonly string[]): Maybe {
  let value: Maybe = document;
  for (const part of parts) value = isDocument(value) ? getField(value, part) : undefined;
  return value;
}

/** A copy with another value at the path; `undefined` removes it. */
function withValue(document: Document, parts: readonly string[], value: Maybe): Document {
  const [name = '', ...rest] = parts;
  const copy = copyFields(document);
  if (rest.length > 0) {
    const inner = getField(document, name);
    setField(copy, name, withValue(isDocument(inner) ? inner : {}, rest, value));
  } else if (value === undefined) removeField(copy, name);
  else setField(copy, name, value);
  return copy;
}

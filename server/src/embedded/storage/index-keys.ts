import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { MongoError } from '../values/errors.ts';
import { EMPTY_ARRAY, type Sortable } from '../values/order.ts';

/** The keys of one document: one tuple of values each, `undefined` for a missing field. */
export interface KeyTuples {
  readonly tuples: readonly (readonly Sortable[])[];
  /** Which fields went through an array. */
  readonly multikey: readonly boolean[];
}

/**
 * Every tuple of values by which an index knows a document. An array gives one tuple for each element; two arrays side by
 * side are refused, as by MongoDB (code 171).
 */
export function keyTuples(document: Document, paths: readonly (readonly string[])[]): KeyTuples {
  const multikey = paths.map(() => false);
  return {
    tuples: expand(
      document,
      paths,
      paths.map((_, index) => index),
      multikey,
    ),
    multikey,
  };
}

/** Where following a path ended: at a value, or at an array that has to be opened. */
interface Reached {
  readonly value: Sortable;
  readonly array: readonly BsonValue[] | undefined;
  /** The path to that array, and what is left of the path behind it. */
  readonly at: string;
  readonly rest: readonly string[];
}

function expand(
  document: Document,
  paths: readonly (readonly string[])[],
  fields: readonly number[],
  multikey: boolean[],
): Sortable[][] {
  const reached = paths.map((path) => follow(document, path));
  const opened = reached.find((one) => one.array !== undefined);
  if (!opened?.array) return [reached.map((one) => one.value)];
  for (const [index, one] of reached.entries()) {
    if (!one.array) continue;
    if (one.at !== opened.at) throw parallel(one.at, opened.at);
    multikey[fields[index] ?? 0] = true;
  }
  if (opened.array.length === 0) return [reached.map(emptyValue)];
  return opened.array.flatMap((element) => forElement(element, reached, fields, multikey));
}

function emptyValue(one: Reached): Sortable {
  if (!one.array) return one.value;
  return one.rest.length > 0 ? undefined : EMPTY_ARRAY;
}

/** The tuples that one element of the opened array gives: itself, or what lies deeper in it. */
function forElement(
  element: BsonValue,
  reached: readonly Reached[],
  fields: readonly number[],
  multikey: boolean[],
): Sortable[][] {
  const deeper = [...reached.entries()].filter(([, one]) => one.array && one.rest.length > 0);
  const below =
    deeper.length > 0 && isDocument(element)
      ? expand(
          element,
          deeper.map(([, one]) => one.rest),
          deeper.map(([index]) => fields[index] ?? 0),
          multikey,
        )
      : [deeper.map((): Sortable => undefined)];
  return below.map((values) => {
    const tuple = reached.map((one) => (one.array && one.rest.length === 0 ? element : one.value));
    for (const [place, [index]] of deeper.entries()) tuple[index] = values[place];
    return tuple;
  });
}

function follow(document: Document, path: readonly string[]): Reached {
  let value: Maybe = document;
  for (let depth = 0; depth <= path.length; depth++) {
    const part = path[depth];
    if (Array.isArray(value)) {
      const element: Maybe = part !== undefined && /^\d+$/.test(part) ? value[Number(part)] : undefined;
      if (element === undefined)
        return { value: undefined, array: value, at: path.slice(0, depth).join('.'), rest: path.slice(depth) };
      value = element;
      continue;
    }
    if (part === undefined) break;
    value = isDocument(value) && Object.hasOwn(value, part) ? value[part] : undefined;
    if (value === undefined) break;
  }
  return { value, array: undefined, at: '', rest: [] };
}

function parallel(one: string, other: string): MongoError {
  const last = (path: string) => path.slice(path.lastIndexOf('.') + 1);
  return new MongoError(
    171,
    'CannotIndexParallelArrays',
    `cannot index parallel arrays [${last(one)}] [${last(other)}]`,
  );
}

import { getField, namesOf } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { badValue, location } from '../values/errors.ts';
import type { Direction } from '../values/keys.ts';
import { numberOf } from '../values/numbers.ts';
import { compare, type Sortable } from '../values/order.ts';
import { keyTuples } from '../values/key-tuples.ts';
import { isIndex } from './predicate.ts';

export interface OrderField {
  readonly path: string;
  readonly direction: Direction;
}

/** A compiled sort. Keys are computed once for each document, then only keys are compared. */
export interface Order {
  readonly fields: readonly OrderField[];
  keyOf(document: Document): readonly Sortable[];
  compareKeys(a: readonly Sortable[], b: readonly Sortable[]): number;
}

const MAX_FIELDS = 32;

/** Checks a sort and answers its fields; refuses what is no direction, such as `$meta`. */
export function readOrder(spec: BsonValue | undefined): OrderField[] {
  if (!isDocument(spec)) throw location(15973, 'the $sort key specification must be an object');
  const paths = namesOf(spec);
  if (paths.length > MAX_FIELDS) throw badValue(`too many compound keys`);
  return paths.map((path) => {
    const direction = numberOf(spec[path]);
    if (path === '' || path.split('.').some((part) => part === '' || part.startsWith('$'))) {
      throw location(15998, 'FieldPath field names may not be empty strings or start with $.');
    }
    if (direction === undefined) throw location(15974, `Illegal key in $sort specification: ${path}`);
    if (direction !== 1 && direction !== -1) {
      throw location(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    }
    return { path, direction };
  });
}

export function compileOrder(spec: BsonValue | undefined): Order {
  const fields = readOrder(spec);
  const paths = fields.map(({ path }) => path.split('.'));
  const compareKeys = (a: readonly Sortable[], b: readonly Sortable[]): number => {
    for (const [index, { direction }] of fields.entries()) {
      const difference = compare(a[index], b[index]);
      if (difference !== 0) return difference * direction;
    }
    return 0;
  };
  return {
    fields,
    compareKeys,
    keyOf: (document) => plainKey(document, paths) ?? leastKey(document, paths, compareKeys),
  };
}

/** Without an array on its paths a document has one key, and that is quickly had. */
function plainKey(document: Document, paths: readonly (readonly string[])[]): Sortable[] | null {
  const key: Sortable[] = [];
  for (const path of paths) {
    let value: Maybe = document;
    for (const part of path) {
      value = isDocument(value) ? getField(value, part) : undefined;
      if (Array.isArray(value)) return null;
    }
    key.push(value ?? null);
  }
  return key;
}

/** Of the keys that its arrays give a document, the first in this order. */
function leastKey(
  document: Document,
  paths: readonly (readonly string[])[],
  compareKeys: Order['compareKeys'],
): readonly Sortable[] {
  const { tuples } = keyTuples(document, paths, () => badValue('cannot sort with keys that are parallel arrays'));
  return tuples.reduce((best, one) => (compareKeys(one, best) < 0 ? one : best));
}

/** The order of an array's elements in `$push` and `$sortArray`: by their fields as they are, arrays whole. */
export function compileElementOrder(spec: Document): (a: BsonValue, b: BsonValue) => number {
  const fields = readOrder(spec).map(({ path, direction }) => ({ parts: path.split('.'), direction }));
  return (a, b) => {
    for (const { parts, direction } of fields) {
      const difference = compare(valueIn(a, parts), valueIn(b, parts));
      if (difference !== 0) return difference * direction;
    }
    return 0;
  };
}

function valueIn(element: BsonValue, parts: readonly string[]): Maybe {
  let value: Maybe = element;
  for (const part of parts) {
    if (Array.isArray(value)) value = isIndex(part) ? value[Number(part)] : undefined;
    else value = isDocument(value) ? getField(value, part) : undefined;
  }
  return value;
}

import { getField, namesOf } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { badValue, location } from '../values/errors.ts';
import type { Direction } from '../values/keys.ts';
import { numberOf } from '../values/numbers.ts';
import { compare, EMPTY_ARRAY, type Sortable } from '../values/order.ts';
import { isIndex } from './predicate.ts';

export interface OrderField {
  readonly path: string;
  readonly direction: Direction;
}

/** A compiled sort. Keys are computed once for each document, then only keys are compared. */
export interface Order {
  readonly fields: readonly OrderField[];
  keyOf(document: Document): Sortable[];
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
  const fields = readOrder(spec).map((field) => ({ ...field, parts: field.path.split('.') }));
  return {
    fields,
    keyOf(document) {
      if (fields.length > 1) refuseParallelArrays(document, fields);
      return fields.map(({ parts, direction }) => sortKey(document, parts, direction));
    },
    compareKeys(a, b) {
      for (const [index, { direction }] of fields.entries()) {
        const difference = compare(a[index], b[index]);
        if (difference !== 0) return difference * direction;
      }
      return 0;
    },
  };
}

/** What a document is sorted by: the least of an array's elements ascending, the greatest descending. */
export function sortKey(document: Document, parts: readonly string[], direction: Direction): Sortable {
  const [only = ''] = parts;
  if (parts.length === 1) {
    const value = getField(document, only) ?? null;
    if (!Array.isArray(value)) return value;
  }
  const candidates: Sortable[] = [];
  collect(document, parts, 0, candidates);
  let best = candidates[0];
  for (const one of candidates) if (compare(one, best) * direction < 0) best = one;
  return best;
}

function collect(value: Maybe, parts: readonly string[], depth: number, found: Sortable[]): void {
  if (depth === parts.length) {
    if (!Array.isArray(value)) found.push(value ?? null);
    else if (value.length === 0) found.push(EMPTY_ARRAY);
    else found.push(...value);
    return;
  }
  const part = parts[depth] ?? '';
  if (Array.isArray(value)) {
    if (isIndex(part) && Number(part) < value.length) collect(value[Number(part)], parts, depth + 1, found);
    else if (value.length === 0) found.push(null);
    else for (const one of value) collect(isDocument(one) ? one : undefined, parts, depth, found);
  } else if (isDocument(value)) collect(getField(value, part), parts, depth + 1, found);
  else found.push(null);
}

function refuseParallelArrays(document: Document, fields: readonly { readonly parts: readonly string[] }[]): void {
  let seen: string | undefined;
  for (const { parts } of fields) {
    const array = firstArray(document, parts);
    if (array === undefined) continue;
    if (seen !== undefined && seen !== array) throw badValue('cannot sort with keys that are parallel arrays');
    seen = array;
  }
}

/** The path of the first array on the way, if there is one. */
function firstArray(document: Document, parts: readonly string[]): string | undefined {
  let value: Maybe = document;
  for (const [depth, part] of parts.entries()) {
    if (!isDocument(value)) return undefined;
    value = getField(value, part);
    if (Array.isArray(value)) return parts.slice(0, depth + 1).join('.');
  }
  return undefined;
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

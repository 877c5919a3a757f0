import { getField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { location } from './errors.ts';
import { EMPTY_ARRAY, type Sortable } from './order.ts';

/** The keys of one document: one tuple of values each, `undefined` for a missing field. */
export interface KeyTuples {
  readonly tuples: readonly (readonly Sortable[])[];
  /** Which fields went through an array. */
  readonly multikey: readonly boolean[];
}

/** Two arrays side by side have no common elements; an index and a sort refuse them in words of their own. */
export type RefuseParallel = (one: string, other: string) => Error;

/**
 * Every tuple of values by which an index or a sort knows a document, exactly as MongoDB makes them. Where paths go through
 * one array, each of its elements gives one tuple, in which all these paths have their values from that element.
 */
export function keyTuples(
  document: Document,
  paths: readonly (readonly string[])[],
  refuseParallel: RefuseParallel,
): KeyTuples {
  const expansion = new Expansion(paths, refuseParallel);
  const fields = paths.map((path) => ({ rest: path, value: undefined }));
  expansion.expand(document, fields, []);
  return { tuples: expansion.tuples, multikey: expansion.multikey };
}

/** One field of the key on its way: what is left of its path, and its value once nothing is left. */
interface Field {
  readonly rest: readonly string[];
  readonly value: Sortable;
}

/** Where a path got to: a value, with the rest of the path if it is an array that has to be opened. */
interface Reached {
  readonly value: Maybe;
  readonly rest: readonly string[];
}

/** What a path such as `a.0.b` finds by position in the array that is being opened. */
interface ByPosition extends Reached {
  readonly isArray: boolean;
}

class Expansion {
  readonly tuples: Sortable[][] = [];
  readonly multikey: boolean[];
  readonly #paths: readonly (readonly string[])[];
  readonly #refuseParallel: RefuseParallel;

  constructor(paths: readonly (readonly string[])[], refuseParallel: RefuseParallel) {
    this.#paths = paths;
    this.#refuseParallel = refuseParallel;
    this.multikey = paths.map(() => false);
  }

  expand(within: Sortable, before: readonly Field[], positions: readonly (ByPosition | undefined)[]): void {
    let array: readonly BsonValue[] | undefined;
    let opener = 0;
    let opens = true;
    const through = new Set<number>();
    const fields = before.map((field, place): Field => {
      if (field.rest.length === 0) return field;
      const position = positions[place];
      const { value, rest } = next(within, field.rest, position);
      if (position?.isArray && value !== undefined) opens = false;
      if (!Array.isArray(value)) return { value, rest: [] };
      if (array && array !== value) throw this.#refuseParallel(this.#nameOf(place, rest), this.#nameOf(opener, []));
      if (!array) opener = place;
      array = value;
      through.add(place);
      return { value: undefined, rest };
    });
    if (!array) return void this.tuples.push(fields.map(({ value }) => value));
    const opened = array;
    for (const place of through) this.multikey[place] = true;
    const found = fields.map(({ rest }) => byPosition(opened, rest));
    // An empty array has one element that is nothing.
    const elements: readonly Sortable[] = opened.length === 0 ? [EMPTY_ARRAY] : opened;
    for (const element of elements) {
      const end: Field = { rest: [], value: opens || element === EMPTY_ARRAY ? element : [...opened] };
      const isEnd = ({ rest }: Field, place: number) => rest.length === 0 && through.has(place);
      const inside = fields.map((field, place) => (isEnd(field, place) ? end : field));
      this.expand(element, inside, found);
    }
  }

  /** The name of the array that a path has got to. */
  #nameOf(place: number, rest: readonly string[]): string {
    const path = this.#paths[place] ?? [];
    return path[path.length - rest.length - 1] ?? '';
  }
}

/** By the names of a document, or by position where the array around it has one. Both at once could mean either. */
function next(within: Sortable, path: readonly string[], position: ByPosition | undefined): Reached {
  const [first = ''] = path;
  if (!isDocument(within) || getField(within, first) === undefined) return position ?? { value: undefined, rest: [] };
  if (position) {
    throw location(
      16746,
      `Ambiguous field name found in array (do not use numeric field names in embedded elements in an array), field: '${first}'`,
    );
  }
  return follow(within, path);
}

/** As far as documents lead: to the end of the path, or to the first array. */
function follow(document: Document, path: readonly string[]): Reached {
  let value: Maybe = document;
  for (const [depth, part] of path.entries()) {
    if (Array.isArray(value)) return { value, rest: path.slice(depth) };
    value = isDocument(value) ? getField(value, part) : undefined;
    if (value === undefined) break;
  }
  return { value, rest: [] };
}

function byPosition(array: readonly BsonValue[], path: readonly string[]): ByPosition | undefined {
  const [first = '', ...rest] = path;
  const element = /^(?:0|[1-9]\d*)$/.test(first) ? array[Number(first)] : undefined;
  if (element === undefined) return undefined;
  if (Array.isArray(element)) return { value: element, rest, isArray: true };
  return {
    ...(isDocument(element) ? follow(element, rest) : { value: rest.length > 0 ? undefined : element, rest: [] }),
    isArray: false,
  };
}

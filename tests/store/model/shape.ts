import { Refusal } from './refusal.ts';
import { compare, fieldsOf, isFields, isList, type Fields, type Value } from './values.ts';

/** `below` sorts before everything: the key of an empty array. */
const below = Symbol('empty array');
type Key = Value | undefined | typeof below;

/** What is known of one path: its key, or what is left of it, from a value of its own or from where the others are. */
type Part = { readonly key: Key } | { readonly path: readonly string[]; readonly from?: Value };

/** As far as documents lead: to a value, or to an array with what is left of the path. */
function descend(
  value: Value | undefined,
  path: readonly string[],
): { value: Value | undefined; path: readonly string[] } {
  const [name, ...rest] = path;
  if (name === undefined || isList(value)) return { value, path };
  return descend(isFields(value) ? value[name] : undefined, rest);
}

/**
 * A sort knows a document by whole keys. Where paths go through one array each element gives one, in which all of them
 * have their values from that element, but those that name a position; two arrays side by side have no such keys.
 * An array that a position leads to is a key as a whole.
 */
function wholeKeys(within: Value | undefined, parts: readonly Part[]): Key[][] {
  const got = parts.map((part) =>
    'path' in part ? descend(part.from === undefined ? within : part.from, part.path) : part,
  );
  const lists = new Set(got.flatMap((one) => ('value' in one && isList(one.value) ? [one.value] : [])));
  const [list, other] = lists;
  if (other) throw new Refusal(2);
  const isWhole = parts.some((part) => 'path' in part && isList(part.from));
  if (!list) return [got.map((one) => ('key' in one ? one.key : one.value))];
  const elements: readonly Key[] = list.length === 0 ? [below] : list;
  return elements.flatMap((element) =>
    wholeKeys(
      element === below ? undefined : isFields(element) ? element : undefined,
      got.map((one): Part => {
        if ('key' in one) return one;
        if (one.value !== list) return { key: one.value };
        const [name, ...rest] = one.path;
        const placed = list[Number(name)];
        if (placed !== undefined) return { path: rest, from: placed };
        return name === undefined ? { key: isWhole && element !== below ? list : element } : { path: one.path };
      }),
    ),
  );
}

function compareKeys(a: Key, b: Key): number {
  if (a === below || b === below) return Number(b === below) - Number(a === below);
  return compare(a, b);
}

/** Whether an index has no keys for a document. */
export function hasParallelArrays(document: Fields, key: Sort): boolean {
  try {
    wholeKeys(
      document,
      Object.keys(key).map((path) => ({ path: path.split('.') })),
    );
    return false;
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
}

export type Sort = Readonly<Record<string, 1 | -1>>;

/** A document sorts by the first of its whole keys in the order asked for. */
export function sorted<T extends Fields>(documents: readonly T[], sort: Sort): T[] {
  const directions = Object.values(sort);
  const parts = Object.keys(sort).map((path) => ({ path: path.split('.') }));
  const compareWhole = (a: readonly Key[], b: readonly Key[]): number => {
    for (const [place, direction] of directions.entries()) {
      const difference = compareKeys(a[place], b[place]) * direction;
      if (difference) return difference;
    }
    return 0;
  };
  return documents
    .map((document) => ({ document, key: wholeKeys(document, parts).toSorted(compareWhole)[0] ?? [] }))
    .toSorted((a, b) => compareWhole(a.key, b.key))
    .map(({ document }) => document);
}

export type Projection = Readonly<Record<string, 0 | 1>>;

/** What is left of a value when only these paths are kept; undefined where nothing can be. */
function kept(value: Value, paths: readonly (readonly string[])[]): Value | undefined {
  if (paths.some((path) => path.length === 0)) return value;
  if (isList(value))
    return value
      .filter((element) => isList(element) || isFields(element))
      .map((element) => kept(element, paths) ?? null);
  if (!isFields(value)) return undefined;
  return fieldsOf(value, (name, inner) => {
    const below = paths.filter(([first]) => first === name).map((path) => path.slice(1));
    return below.length === 0 ? undefined : kept(inner, below);
  });
}

function without(value: Value, paths: readonly (readonly string[])[]): Value {
  if (isList(value)) return value.map((element) => without(element, paths));
  if (!isFields(value)) return value;
  return fieldsOf(value, (name, inner) => {
    const below = paths.filter(([first]) => first === name).map((path) => path.slice(1));
    return below.some((path) => path.length === 0) ? undefined : without(inner, below);
  });
}

/** An inclusion keeps `_id` unless told otherwise; an exclusion is one as soon as any other field is 0. */
export function projected(document: Fields, projection: Projection): Fields {
  const { _id: id, ...others } = projection;
  const names = Object.keys(others);
  const including = names.length > 0 ? others[names[0] ?? ''] === 1 : id === 1;
  const paths = names.map((name) => name.split('.'));
  const left = including
    ? kept(document, id === 0 ? paths : [...paths, ['_id']])
    : without(document, id === 0 ? [...paths, ['_id']] : paths);
  return isFields(left) ? left : {};
}

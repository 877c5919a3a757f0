import { compare, fieldsOf, isFields, isList, type Fields, type Value } from './values.ts';

/** `below` sorts before everything: the key of an empty array. */
const below = Symbol('empty array');
type Key = Value | undefined | typeof below;

function keys(value: Value | undefined, parts: readonly string[]): Key[] {
  const [part, ...rest] = parts;
  if (isList(value)) {
    if (value.length === 0) return [part === undefined ? below : undefined];
    // An array inside an array is a value of its own; a path does not go on into it.
    return value.flatMap((element) =>
      part === undefined ? [element] : isList(element) ? [undefined] : keys(element, parts),
    );
  }
  if (part === undefined) return [value];
  return isFields(value) ? keys(value[part], rest) : [undefined];
}

function compareKeys(a: Key, b: Key): number {
  if (a === below || b === below) return Number(b === below) - Number(a === below);
  return compare(a, b);
}

export type Sort = Readonly<Record<string, 1 | -1>>;

/** An array sorts by its least element upwards and by its greatest downwards. */
export function sorted<T extends Fields>(documents: readonly T[], sort: Sort): T[] {
  const key = (document: T, path: string, direction: number): Key =>
    keys(document, path.split('.')).reduce((best, next) => (compareKeys(next, best) * direction < 0 ? next : best));
  return documents.toSorted((a, b) => {
    for (const [path, direction] of Object.entries(sort)) {
      const difference = compareKeys(key(a, path, direction), key(b, path, direction)) * direction;
      if (difference) return difference;
    }
    return 0;
  });
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

import { getField, removeField, setField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { badValue, emptyFieldName, pathNotViable } from '../values/errors.ts';
import { describe } from '../values/describe.ts';
import { compareStrings } from '../values/order.ts';
import type { ArrayFilters } from './array-filters.ts';
import { isIndex } from './predicate.ts';

/** The path of one update operator, checked. */
export function readUpdatePath(path: string, filters: ArrayFilters): string[] {
  if (path === '') throw emptyFieldName('An empty update path is not valid.');
  const parts = path.split('.');
  if (parts.includes('')) {
    throw emptyFieldName(`The update path '${path}' contains an empty field name, which is not allowed.`);
  }
  for (const part of parts) if (isFiltered(part)) filters.use(part.slice(2, -1), path);
  if (isPositional(parts[0] ?? '')) {
    throw badValue(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  }
  return parts;
}

/** `$[]` or `$[name]`. */
const isFiltered = (part: string): boolean => part.startsWith('$[') && part.endsWith(']');

/** It stands for positions that the document and the filter give. Any other name with a dollar is a name. */
export const isPositional = (part: string): boolean => part === '$' || isFiltered(part);

/** The order in which an update's fields are changed, and new ones appear: by name, positions as numbers. */
export function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [depth, part] of a.entries()) {
    const other = b[depth];
    if (other === undefined) return 1;
    if (part === other) continue;
    const bothNumbers = /^\d+$/.test(part) && /^\d+$/.test(other);
    return (bothNumbers ? Number(part) - Number(other) : 0) || compareStrings(part, other);
  }
  return a.length - b.length;
}

/** The real paths that a path with `$`, `$[]` or `$[name]` stands for in this document. */
export function resolvePaths(
  document: Document,
  parts: readonly string[],
  position: number,
  filters: ArrayFilters,
): string[][] {
  if (!parts.some(isPositional)) return [[...parts]];
  let reached: { value: Maybe; path: string[] }[] = [{ value: document, path: [] }];
  for (const part of parts) {
    reached = reached.flatMap(({ value, path }) => {
      const names = isFiltered(part) ? positionsIn(value, path, part, filters) : [plainPart(part, position)];
      return names.map((name) => ({ value: childOf(value, name), path: [...path, name] }));
    });
  }
  return reached.map(({ path }) => path);
}

function plainPart(part: string, position: number): string {
  if (part !== '$') return part;
  if (position < 0) throw badValue('The positional operator did not find the match needed from the query.');
  return String(position);
}

function positionsIn(value: Maybe, path: readonly string[], part: string, filters: ArrayFilters): string[] {
  if (value === undefined) {
    throw badValue(`The path '${path.join('.')}' must exist in the document in order to apply array updates.`);
  }
  if (!Array.isArray(value)) {
    throw badValue(`Cannot apply array updates to non-array element ${path.at(-1)}: ${describe(value)}`);
  }
  const meets = filters.test(part.slice(2, -1));
  return [...value.entries()].filter(([, element]) => meets(element)).map(([index]) => String(index));
}

function childOf(value: Maybe, name: string): Maybe {
  if (Array.isArray(value)) return isIndex(name) ? value[Number(name)] : undefined;
  return isDocument(value) ? getField(value, name) : undefined;
}

/** What an operator may do when its path meets something that is neither a document nor a fitting position. */
export type OnBlocked = 'create' | 'refuse' | 'ignore';

/** The place of one value in a document that is being changed. */
export class Slot {
  readonly path: string;
  readonly name: string;
  private readonly parent: Document | BsonValue[];

  constructor(parent: Document | BsonValue[], parts: readonly string[]) {
    this.parent = parent;
    this.path = parts.join('.');
    this.name = parts.at(-1) ?? '';
  }

  get isElement(): boolean {
    return Array.isArray(this.parent);
  }

  get value(): Maybe {
    return childOf(this.parent, this.name);
  }

  set(value: BsonValue): void {
    put(this.parent, this.name, value);
  }

  /** An element cannot leave its array without moving the others: it becomes null. */
  unset(): void {
    if (this.value === undefined) return;
    if (Array.isArray(this.parent)) this.parent[Number(this.name)] = null;
    else removeField(this.parent, this.name);
  }
}

/** Further than this behind its end an array is not filled up. */
const MAX_BACKFILL = 1_500_000;

function put(parent: Document | BsonValue[], name: string, value: BsonValue): void {
  if (!Array.isArray(parent)) return setField(parent, name, value);
  while (parent.length < Number(name)) parent.push(null);
  parent[Number(name)] = value;
}

/** Finds the place a path leads to; with `create`, makes what is missing on the way. Nothing if it cannot be reached. */
export function findSlot(document: Document, parts: readonly string[], onBlocked: OnBlocked): Slot | undefined {
  let at: BsonValue = document;
  for (const [depth, part] of parts.entries()) {
    const parent: Document | BsonValue[] | undefined = enterable(at, part) ? at : undefined;
    if (!parent) {
      if (onBlocked === 'ignore') return undefined;
      throw blocked(at, parts, depth, onBlocked);
    }
    if (onBlocked === 'create' && Array.isArray(parent) && Number(part) > parent.length + MAX_BACKFILL) {
      throw badValue(`can't backfill more than ${MAX_BACKFILL} elements`);
    }
    if (depth === parts.length - 1) return new Slot(parent, parts);
    let child = childOf(parent, part);
    if (child === undefined) {
      if (onBlocked !== 'create') return undefined;
      child = {};
      put(parent, part, child);
    }
    at = child;
  }
  return undefined;
}

const enterable = (value: BsonValue, part: string): value is Document | BsonValue[] =>
  Array.isArray(value) ? isIndex(part) : isDocument(value);

function blocked(value: BsonValue, parts: readonly string[], depth: number, onBlocked: OnBlocked): Error {
  const [part, owner] = [parts[depth], parts[depth - 1]];
  if (onBlocked === 'create') {
    return pathNotViable(`Cannot create field '${part}' in element {${owner}: ${describe(value)}}`);
  }
  return pathNotViable(
    `Cannot use the part (${part}) of (${parts.join('.')}) to traverse the element ({${owner}: ${describe(value)}})`,
  );
}

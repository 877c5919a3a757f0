import { fieldsOf, setField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { location } from '../values/errors.ts';
import { environment, type Environment } from './environment.ts';
import type { Predicate } from './predicate.ts';
import { readProjection, type Branch, type Projected, type ProjectionTree } from './project-spec.ts';

export type Projection = (document: Document) => Document;

/** A projection of find. `filter` answers the position for `.$`. */
export function compileProjection(
  spec: Document,
  { filter, env = environment() }: { filter?: Predicate; env?: Environment } = {},
): Projection {
  return projector(readProjection(spec, env, false), filter);
}

/** `$project`. */
export function compileProjectStage(spec: Document, env: Environment): Projection {
  if (Object.keys(spec).length === 0) throw location(51272, 'projection specification must have at least one field');
  return projector(readProjection(spec, env, true), undefined);
}

function projector({ root, includes, keepsId }: ProjectionTree, filter: Predicate | undefined): Projection {
  const hasOwnId = root.children.has('_id');
  const computes = hasComputed(root, includes);
  return (document) => {
    const position = (): number => {
      const place = { index: -1 };
      filter?.(document, place);
      return place.index;
    };
    const shown: Document = {};
    for (const [name, value] of fieldsOf(document)) {
      const isOwnId = name === '_id' && !hasOwnId;
      const wanted = isOwnId ? undefined : root.children.get(name);
      const left = isOwnId ? (keepsId ? value : undefined) : shownValue(value, wanted, includes, position);
      if (left !== undefined) setField(shown, name, left);
    }
    if (computes) addComputed(shown, root, document, includes);
    return shown;
  };
}

/** The element that an inclusion picks is set behind what it includes, as a computed field is. */
function hasComputed(branch: Branch, includes: boolean): boolean {
  return [...branch.children.values()].some(
    (one) =>
      one.kind === 'compute' ||
      (one.kind === 'element' && includes) ||
      (one.kind === 'branch' && hasComputed(one, includes)),
  );
}

function shownValue(value: BsonValue, wanted: Projected | undefined, includes: boolean, position: () => number): Maybe {
  switch (wanted?.kind) {
    case undefined:
      return includes ? undefined : value;
    case 'include':
      return value;
    case 'exclude':
    case 'compute':
      return undefined;
    case 'slice':
      return Array.isArray(value) ? slice(value, wanted.first, wanted.count) : value;
    case 'element':
      return includes ? undefined : pickedElement(value, wanted.test);
    case 'position':
      return Array.isArray(value) ? atPosition(value, position()) : value;
    case 'branch':
      return includes ? included(value, wanted, position) : excluded(value, wanted, position);
  }
}

function pickedElement(value: Maybe, test: (element: BsonValue) => boolean): Maybe {
  const found = Array.isArray(value) ? value.find(test) : undefined;
  return found === undefined ? undefined : [found];
}

/** Elements that are no documents have none of the fields asked for, so they go. */
function included(value: BsonValue, branch: Branch, position: () => number): Maybe {
  if (Array.isArray(value)) {
    return value.flatMap((one) => {
      const left = Array.isArray(one) || isDocument(one) ? included(one, branch, position) : undefined;
      return left === undefined ? [] : [left];
    });
  }
  return isDocument(value) ? fieldsWithin(value, branch, true, position) : undefined;
}

function excluded(value: BsonValue, branch: Branch, position: () => number): BsonValue {
  if (Array.isArray(value)) return value.map((one) => excluded(one, branch, position));
  return isDocument(value) ? fieldsWithin(value, branch, false, position) : value;
}

function fieldsWithin(document: Document, branch: Branch, includes: boolean, position: () => number): Document {
  const shown: Document = {};
  for (const [name, value] of fieldsOf(document)) {
    const left = shownValue(value, branch.children.get(name), includes, position);
    if (left !== undefined) setField(shown, name, left);
  }
  return shown;
}

function slice(values: readonly BsonValue[], first: number, count: number | null): BsonValue[] {
  if (count === null) return first >= 0 ? values.slice(0, first) : values.slice(first);
  if (count <= 0) throw location(28724, `Second argument to $slice must be positive, found ${count}`);
  const start = first < 0 ? Math.max(0, values.length + first) : first;
  return values.slice(start, start + count);
}

function atPosition(values: readonly BsonValue[], index: number): BsonValue[] {
  if (index < 0) {
    throw location(
      51246,
      "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
    );
  }
  const found = values[index];
  return found === undefined ? [] : [found];
}

/** Puts computed fields into what is shown; `shown` and the documents in it on these paths are new. */
function addComputed(shown: Document, branch: Branch, document: Document, includes: boolean): void {
  for (const [name, one] of branch.children) {
    if (one.kind === 'compute' || (one.kind === 'element' && includes)) {
      const value = one.kind === 'compute' ? one.expression(document) : pickedElement(document[name], one.test);
      if (value !== undefined) setField(shown, name, value);
    } else if (one.kind === 'branch' && hasComputed(one, includes)) {
      setField(shown, name, withComputed(shown[name], one, document, includes));
    }
  }
}

function withComputed(value: Maybe, branch: Branch, document: Document, includes: boolean): BsonValue {
  if (Array.isArray(value)) return value.map((one) => withComputed(one, branch, document, includes));
  const shown = isDocument(value) ? value : {};
  addComputed(shown, branch, document, includes);
  return shown;
}

import { cloneValue, fieldsOf, getField, setField, withIdFirst } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { describe } from '../values/describe.ts';
import { badValue, dollarPrefixed, failedToParse, immutableField, MongoError } from '../values/errors.ts';
import { isNumeric, numericType } from '../values/numbers.ts';
import { equals } from '../values/order.ts';
import { fillTimestamps } from '../values/timestamps.ts';
import { typeName } from '../values/types.ts';
import { ArrayFilters } from './array-filters.ts';
import { isReferenceField } from './match-field.ts';
import { environment, type Environment } from './environment.ts';
import { compileTransforms } from './transform.ts';
import { ARRAY_CHANGES } from './update-array.ts';
import type { Change, Move } from './update-operator.ts';
import { comparePaths, findSlot, isPositional, readUpdatePath, resolvePaths } from './update-path.ts';
import { compileRename } from './update-rename.ts';
import { VALUE_CHANGES } from './update-value.ts';

/** A compiled update. */
export interface Update {
  /** The whole document is replaced; such an update may not be for many. */
  readonly replaces: boolean;
  /** A path has `$`: the filter must be asked for the position that matched. */
  readonly needsPosition: boolean;
  /** The fields of the document that it may change, by their first names; null for all. */
  readonly touches: ReadonlySet<string> | null;
  /** Changes a document that nobody else holds and answers the result. Throws with nothing to undo but that document. */
  apply(document: Document, moment: { position: number; insert: boolean }): Document;
}

export interface UpdateOptions {
  readonly arrayFilters?: Maybe;
  readonly env?: Environment;
  /** A replacement keeps its empty timestamps as they are. */
  readonly keepsEmptyTimestamps?: boolean;
}

/** Compiles operators, a replacement, or a pipeline. Faults of the update itself are found here. */
export function compileUpdate(spec: Maybe, options: UpdateOptions = {}): Update {
  const { arrayFilters, env = environment(), keepsEmptyTimestamps = false } = options;
  const filters = new ArrayFilters(arrayFilters, env);
  if (Array.isArray(spec)) return compilePipelineUpdate(spec, filters, env);
  if (!isDocument(spec)) throw failedToParse('Update argument must be either an object or an array');
  return Object.keys(spec)[0]?.startsWith('$')
    ? compileOperators(spec, filters, env)
    : compileReplacement(spec, filters, !keepsEmptyTimestamps);
}

function compilePipelineUpdate(stages: readonly BsonValue[], filters: ArrayFilters, env: Environment): Update {
  if (filters.size > 0) throw failedToParse('arrayFilters may not be specified for pipeline-style updates');
  const transform = compileTransforms(stages, env);
  return {
    replaces: false,
    needsPosition: false,
    touches: null,
    apply(document) {
      const id = document['_id'];
      const result = transform(document);
      if (id === undefined || '_id' in result) return keepingId(result, id);
      return withIdFirst(result, id);
    },
  };
}

function compileReplacement(spec: Document, filters: ArrayFilters, fills: boolean): Update {
  if (filters.size > 0) throw failedToParse('arrayFilters may not be specified for replacement-style updates');
  const dollar = Object.keys(spec).find((name) => name.startsWith('$'));
  return {
    replaces: true,
    needsPosition: false,
    touches: null,
    apply(document, { insert }) {
      if (dollar !== undefined && !insert) throw dollarName(dollar);
      const id = document['_id'] === undefined ? spec['_id'] : document['_id'];
      const result: Document = {};
      if (id !== undefined) result['_id'] = cloneValue(id);
      for (const [name, value] of fieldsOf(spec)) if (name !== '_id') setField(result, name, cloneValue(value));
      if (spec['_id'] !== undefined && !equals(id, spec['_id'])) throw alteredId(spec['_id']);
      if (fills) fillTimestamps(result);
      return result;
    },
  };
}

const alteredId = (id: Maybe): MongoError =>
  immutableField(
    `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${describe(id)}`,
  );

interface Step {
  readonly path: string;
  readonly parts: readonly string[];
  readonly change: Change | Move | undefined;
}

function compileOperators(spec: Document, filters: ArrayFilters, env: Environment): Update {
  const steps = Object.keys(spec).flatMap((name) => compileSteps(name, spec[name] ?? null, filters, env));
  filters.refuseUnused(spec);
  steps.sort((a, b) => comparePaths(a.parts, b.parts));
  refuseConflicts(steps);
  const dollars = steps.flatMap(({ parts: [first = ''] }) => (first.startsWith('$') ? [first] : []));
  return {
    replaces: false,
    needsPosition: steps.some(({ parts }) => parts.includes('$')),
    touches: new Set(steps.map(({ parts: [first = ''] }) => first)),
    apply(document, { position, insert }) {
      const id = document['_id'] === undefined ? undefined : cloneValue(document['_id']);
      const kept = insert ? [] : dollars.map((name) => [name, cloned(getField(document, name))] as const);
      for (const { parts, change } of steps) {
        if (!change) continue;
        for (const target of resolvePaths(document, parts, position, filters)) {
          applyChange(change, document, target, insert);
        }
      }
      refuseDollars(document, new Map(kept));
      return keepingId(document, id);
    },
  };
}

const cloned = (value: Maybe): Maybe => (value === undefined ? undefined : cloneValue(value));

/** Only a document that is inserted may have such a name at its top; one that is there may keep it or lose it. */
function refuseDollars(after: Document, before: ReadonlyMap<string, Maybe>): void {
  for (const [name, value] of before) {
    const now = getField(after, name);
    if (now !== undefined && (value === undefined || !equals(now, value))) throw dollarName(name);
  }
}

const dollarName = (name: string): MongoError =>
  isReferenceField(name)
    ? new MongoError(55, 'InvalidDBRef', `The DBRef field '${name}' is not allowed at the top of a document.`)
    : dollarPrefixed(`The dollar ($) prefixed field '${name}' in '${name}' is not valid for storage.`);

function applyChange(change: Change | Move, document: Document, target: readonly string[], insert: boolean): void {
  if ('applyAt' in change) return change.applyAt(document, target);
  if (change.onInsert && !insert) return;
  const slot = findSlot(document, target, change.onBlocked);
  if (slot) change.apply(slot, document);
}

function compileSteps(name: string, fields: BsonValue, filters: ArrayFilters, env: Environment): Step[] {
  const compile = VALUE_CHANGES[name] ?? ARRAY_CHANGES[name];
  if (!compile && name !== '$rename') {
    throw failedToParse(
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  }
  if (!isDocument(fields)) {
    throw failedToParse(
      `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${describe(fields)}}`,
    );
  }
  return Object.entries(fields).flatMap(([path, argument]): Step[] => {
    const parts = readUpdatePath(path, filters);
    if (compile) return [{ path, parts, change: compile(argument, path, env.now) }];
    const target = checkedTarget(path, argument);
    const change = compileRename(path, parts);
    // Source and target both count for conflicts; the work is done at the target's turn.
    return [
      { path, parts, change: undefined },
      { path: target, parts: readUpdatePath(target, filters), change },
    ];
  });
}

function checkedTarget(path: string, target: BsonValue): string {
  if (typeof target !== 'string')
    throw badValue(`The 'to' field for $rename must be a string: ${path}: ${describe(target)}`);
  if (path.split('.').some(isPositional)) throw badValue(`The source field for $rename may not be dynamic: ${path}`);
  if (target.split('.').some(isPositional))
    throw badValue(`The destination field for $rename may not be dynamic: ${target}`);
  if (target === path) throw badValue(`The source and target field for $rename must differ: ${path}: "${target}"`);
  if (target.startsWith(`${path}.`) || path.startsWith(`${target}.`)) {
    throw badValue(`The source and target field for $rename must not be on the same path: ${path}: "${target}"`);
  }
  return target;
}

/** Two operators may not touch one path, nor a path and what is inside it. */
function refuseConflicts(sorted: readonly Step[]): void {
  for (const [index, { parts, path }] of sorted.entries()) {
    for (const other of sorted.slice(index + 1)) {
      if (other.parts[0] !== parts[0]) break;
      if (!parts.every((part, depth) => part === other.parts[depth])) continue;
      throw new MongoError(
        40,
        'ConflictingUpdateOperators',
        `Updating the path '${other.path}' would create a conflict at '${path}'`,
      );
    }
  }
}

/** The `_id` may be written again with the same value and type, and set where there is none yet. */
function keepingId(document: Document, id: Maybe): Document {
  const now = document['_id'];
  if (id === undefined) return document;
  const sameType = !isNumeric(id) || !isNumeric(now) || numericType(id) === numericType(now);
  if (now !== undefined && equals(id, now) && sameType) return document;
  throw immutableField("Performing an update on the path '_id' would modify the immutable field '_id'");
}

import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { encode } from '../bson/encode.ts';
import { PAUSE, type Work } from '../pause.ts';
import { findRows } from '../plan/find.ts';
import { environment } from '../query/environment.ts';
import { compileExpression } from '../query/expression.ts';
import { valueAtPath } from '../query/expression-path.ts';
import { withId, type Collection } from '../storage/collection.ts';
import { failedToParse, location, MongoError } from '../values/errors.ts';
import { applyUpdate } from './apply-update.ts';
import type { Call, Store } from './call.ts';

/** Puts one document into the collection that a `$merge` names. */
export type Merge = (store: Store, document: Document) => Work<void>;

const WHEN_MATCHED = ['replace', 'keepExisting', 'merge', 'fail'];
const WHEN_NOT_MATCHED = ['insert', 'discard', 'fail'];
const KNOWN = ['into', 'on', 'let', 'whenMatched', 'whenNotMatched'];

/** Reads the argument of `$merge`. */
export function readMerge(argument: Maybe, call: Call): Merge {
  const spec = typeof argument === 'string' ? { into: argument } : argument;
  if (!isDocument(spec)) throw location(51182, '$merge requires a string or object argument');
  for (const name of Object.keys(spec)) {
    if (!KNOWN.includes(name)) throw location(40415, `BSON field '$merge.${name}' is an unknown field.`);
  }
  const target = targetOf(spec['into'], call.databaseName);
  const on = onFields(spec['on'] ?? '_id');
  const { whenMatched = 'merge', whenNotMatched = 'insert', let: variables } = spec;
  if (!Array.isArray(whenMatched) && !WHEN_MATCHED.includes(String(whenMatched))) throw unknownMode('whenMatched');
  if (!WHEN_NOT_MATCHED.includes(String(whenNotMatched))) throw unknownMode('whenNotMatched');
  if (variables !== undefined && (!Array.isArray(whenMatched) || !isDocument(variables))) {
    throw location(51199, "Cannot use 'let' variables with any other 'whenMatched' mode than a pipeline");
  }
  const bind = bindingOf(isDocument(variables) ? variables : { new: '$$ROOT' }, call);
  return function* (store, result) {
    const document = on.includes('_id') ? withId(result) : result;
    requireUniqueIndex(store.catalog.find(target), on);
    const filter = equalityOn(document, on);
    const existing = yield* first(store, target, filter);
    if (!existing) return insertNew(store, target, document, String(whenNotMatched), call);
    if (whenMatched === 'keepExisting') return;
    if (whenMatched === 'fail') throw matched(target, filter);
    const update = updateFor(whenMatched, document);
    yield* applyUpdate(bind(document), store, target, { filter, update, isMulti: false, isUpsert: false });
  };
}

const unknownMode = (name: string): MongoError =>
  location(51191, `Enumeration value for field '$merge.${name}' is not a valid value.`);

function updateFor(whenMatched: BsonValue, document: Document): BsonValue {
  if (Array.isArray(whenMatched)) return whenMatched;
  return whenMatched === 'replace'
    ? document
    : [{ $replaceWith: { $mergeObjects: ['$$ROOT', { $literal: document }] } }];
}

/** The variables of a pipeline are expressions over the new document. */
function bindingOf(variables: Document, call: Call): (document: Document) => Call {
  const expressions = Object.entries(variables).map(
    ([name, spec]) => [name, compileExpression(spec, call.env)] as const,
  );
  return (document) => {
    const values = Object.fromEntries(expressions.map(([name, value]) => [name, value(document) ?? null]));
    const env = environment(values, call.env.now);
    return { ...call, env: { ...env, cells: new Map([...call.env.cells, ...env.cells]) } };
  };
}

function* first(store: Store, namespace: string, filter: Document): Work<boolean> {
  for (const row of findRows(store.sourceOf(store.catalog.find(namespace)), { filter, limit: 1 })) {
    if (row !== PAUSE) return true;
    yield PAUSE;
  }
  return false;
}

function insertNew(store: Store, namespace: string, document: Document, mode: string, { writing }: Call): void {
  if (mode === 'insert') store.catalog.ensure(namespace).insert(encode(document), writing);
  else if (mode === 'fail') {
    throw new MongoError(
      13113,
      'MergeStageNoMatchingDocument',
      '$merge could not find a matching document in the target collection for at least one document in the source collection',
    );
  }
}

const matched = (namespace: string, filter: Document): MongoError =>
  new MongoError(11000, 'DuplicateKey', `E11000 duplicate key error collection: ${namespace}, found by $merge`, {
    keyPattern: Object.fromEntries(Object.keys(filter).map((name) => [name, 1])),
    keyValue: Object.fromEntries(Object.keys(filter).map((name) => [name, valueIn(filter[name])])),
  });

const valueIn = (condition: Maybe): BsonValue => (isDocument(condition) ? (condition['$eq'] ?? null) : null);

function equalityOn(document: Document, on: readonly string[]): Document {
  return Object.fromEntries(
    on.map((name): [string, Document] => {
      const value = valueAtPath(document, name.split('.'));
      if (value !== undefined && value !== null && !Array.isArray(value)) return [name, { $eq: value }];
      throw location(51132, `$merge write error: 'on' field '${name}' cannot be missing, null, undefined or an array`);
    }),
  );
}

/** Without a unique index on these fields several documents could match. */
function requireUniqueIndex(collection: Collection | undefined, on: readonly string[]): void {
  const wanted = on.toSorted().join();
  if (wanted === '_id') return;
  const isThere = collection?.indexes.some(
    ({ isUnique, partialFilter, fields }) =>
      isUnique &&
      !partialFilter &&
      fields
        .map(({ path }) => path)
        .toSorted()
        .join() === wanted,
  );
  if (!isThere) throw location(51183, 'Cannot find index to verify that join fields will be unique');
}

function targetOf(into: Maybe, databaseName: string): string {
  const { db = databaseName, coll, ...rest }: Document = isDocument(into) ? into : { coll: into ?? null };
  if (typeof db === 'string' && typeof coll === 'string' && coll !== '' && Object.keys(rest).length === 0) {
    return `${db}.${coll}`;
  }
  throw location(51178, "$merge 'into' must name a collection, or be an object with db and coll");
}

function onFields(on: BsonValue): string[] {
  const names = Array.isArray(on) ? on : [on];
  if (names.length === 0)
    throw location(51187, "If explicitly specifying $merge 'on', must include at least one field");
  return names.map((name) => {
    if (typeof name === 'string' && name !== '') return name;
    throw failedToParse("$merge 'on' must be a string or an array of strings");
  });
}

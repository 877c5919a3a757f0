import { encode } from '../bson/encode.ts';
import { isDocument, type Document, type Maybe } from '../bson/types.ts';
import type { Work } from '../pause.ts';
import { withId } from '../storage/collection.ts';
import { badValue, failedToParse } from '../values/errors.ts';
import { numberOf } from '../values/numbers.ts';
import { applyDelete } from './apply-delete.ts';
import { applyUpdate } from './apply-update.ts';
import { booleanField, checkStatement, readBoolean, statementsOf } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';
import { runBatch } from './write-batch.ts';

/** What one operation did: what its result says, and what it adds to the totals. */
interface Done {
  readonly result: Document;
  readonly totals: Readonly<Partial<Record<Total, number>>>;
}

const TOTALS = ['nInserted', 'nMatched', 'nModified', 'nUpserted', 'nDeleted'] as const;
type Total = (typeof TOTALS)[number];

/** The command behind `MongoClient.bulkWrite`: operations on several collections. */
export const bulkWrite: Command = {
  fields: ['ops', 'nsInfo', 'ordered', 'errorsOnly', 'bypassDocumentValidation', 'cursor', 'let'],
  run(call: Call, store: Store): Promise<Reply> {
    return store.write(runAll(call, store), call.pace);
  },
};

function* runAll(call: Call, store: Store): Work<Reply> {
  const namespaces = statementsOf(call, 'nsInfo').map(({ ns }) => String(ns));
  const totals = new Map<Total, number>(TOTALS.map((name) => [name, 0]));
  const results: Document[] = [];
  const isQuiet = booleanField(call, 'errorsOnly');
  const isOrdered = booleanField(call, 'ordered', true);
  const errors = yield* runBatch(statementsOf(call, 'ops'), isOrdered, function* (operation, idx): Work<void> {
    const { result, totals: more } = yield* runOperation(call, store, operation, namespaces);
    for (const name of TOTALS) totals.set(name, (totals.get(name) ?? 0) + (more[name] ?? 0));
    if (!isQuiet) results.push({ ok: 1, idx, ...result });
  });
  for (const { index = 0, ...error } of errors) results.push({ ok: 0, idx: index, n: 0, ...error });
  results.sort((a, b) => (numberOf(a['idx']) ?? 0) - (numberOf(b['idx']) ?? 0));
  const cursor = { id: 0n, ns: 'admin.$cmd.bulkWrite', firstBatch: results };
  return { cursor, nErrors: errors.length, ...Object.fromEntries(totals) };
}

function* runOperation(call: Call, store: Store, operation: Document, namespaces: readonly string[]): Work<Done> {
  const [kind = ''] = Object.keys(operation);
  const namespace = namespaces[numberOf(operation[kind]) ?? -1];
  if (namespace === undefined) throw badValue(`BulkWrite ops entry ${kind} has an invalid nsInfo index.`);
  switch (kind) {
    case 'insert':
      return insertOne(call, store, operation, namespace);
    case 'update':
      return yield* updateSome(call, store, operation, namespace);
    case 'delete':
      return yield* deleteSome(call, store, operation, namespace);
    default:
      throw failedToParse(`BulkWrite ops entry must be insert, update or delete, not ${kind}`);
  }
}

function insertOne({ writing }: Call, { catalog }: Store, operation: Document, namespace: string): Done {
  checkStatement(operation, 'bulkWrite.ops', ['insert', 'document']);
  catalog.ensure(namespace).insert(encode(withId(documentIn(operation['document'], 'document'))), writing);
  return { result: { n: 1 }, totals: { nInserted: 1 } };
}

const UPDATE = ['update', 'filter', 'updateMods', 'multi', 'upsert', 'arrayFilters', 'collation', 'hint', 'sort'];

function* updateSome(call: Call, store: Store, operation: Document, namespace: string): Work<Done> {
  checkStatement(operation, 'bulkWrite.ops', UPDATE);
  const { filter, updateMods, multi, upsert, arrayFilters, hint, sort } = operation;
  const { matched, modified, upsertedId } = yield* applyUpdate(call, store, namespace, {
    filter: documentIn(filter, 'filter'),
    update: updateMods,
    isMulti: readBoolean(multi, false, 'bulkWrite.ops.multi'),
    isUpsert: readBoolean(upsert, false, 'bulkWrite.ops.upsert'),
    arrayFilters,
    hint,
    sort: sort === undefined ? undefined : documentIn(sort, 'sort'),
  });
  if (upsertedId === undefined) {
    return { result: { n: matched, nModified: modified }, totals: { nMatched: matched, nModified: modified } };
  }
  return { result: { n: 1, nModified: 0, upserted: { _id: upsertedId } }, totals: { nUpserted: 1 } };
}

function* deleteSome(call: Call, store: Store, operation: Document, namespace: string): Work<Done> {
  checkStatement(operation, 'bulkWrite.ops', ['delete', 'filter', 'multi', 'collation', 'hint']);
  const { filter, multi, hint } = operation;
  const statement = {
    filter: documentIn(filter, 'filter'),
    hint,
    limit: readBoolean(multi, false, 'bulkWrite.ops.multi') ? 0 : 1,
  } as const;
  const { count: n } = yield* applyDelete(call, store, namespace, statement);
  return { result: { n }, totals: { nDeleted: n } };
}

function documentIn(value: Maybe, name: string): Document {
  if (isDocument(value)) return value;
  throw failedToParse(`BSON field 'bulkWrite.ops.${name}' must be an object`);
}

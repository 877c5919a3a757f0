import { type Document, isDocument } from '../bson/types.ts';
import type { Work } from '../pause.ts';
import { failedToParse } from '../values/errors.ts';
import { applyUpdate, type UpdateStatement } from './apply-update.ts';
import { booleanField, checkStatement, namespaceOf, readBoolean, statementsOf } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';
import { runBatch, writeErrors } from './write-batch.ts';

const STATEMENT = ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'collation', 'hint', 'sort'];

export const update: Command = {
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'bypassEmptyTsReplacement', 'let'],
  run(call: Call, store: Store): Promise<Reply> {
    const statements = statementsOf(call, 'updates').map(readStatement);
    return store.write(updateAll(call, store, namespaceOf(call), statements), call.pace);
  },
};

function* updateAll(call: Call, store: Store, namespace: string, statements: readonly UpdateStatement[]): Work<Reply> {
  let [matched, modified] = [0, 0];
  const upserted: Document[] = [];
  const errors = yield* runBatch(
    statements,
    booleanField(call, 'ordered', true),
    function* (statement, index): Work<void> {
      const done = yield* applyUpdate(call, store, namespace, statement);
      matched += done.upsertedId === undefined ? done.matched : 1;
      modified += done.modified;
      if (done.upsertedId !== undefined) upserted.push({ index, _id: done.upsertedId });
    },
  );
  return { n: matched, nModified: modified, ...(upserted.length > 0 ? { upserted } : {}), ...writeErrors(errors) };
}

function readStatement(statement: Document): UpdateStatement {
  checkStatement(statement, 'update.updates', STATEMENT);
  const { q, u, multi, upsert, arrayFilters, sort, hint } = statement;
  if (!isDocument(q)) throw failedToParse("BSON field 'update.updates.q' must be an object");
  const isMulti = readBoolean(multi, false, 'update.updates.multi');
  const isUpsert = readBoolean(upsert, false, 'update.updates.upsert');
  if (sort !== undefined && (!isDocument(sort) || isMulti)) {
    throw failedToParse('Cannot specify sort with multi=true, and a sort must be an object');
  }
  return { filter: q, update: u, isMulti, isUpsert, arrayFilters, sort, hint };
}

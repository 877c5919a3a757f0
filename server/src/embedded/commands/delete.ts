import { isDocument, type Document } from '../bson/types.ts';
import type { Work } from '../pause.ts';
import { failedToParse } from '../values/errors.ts';
import { numberOf } from '../values/numbers.ts';
import { applyDelete } from './apply-delete.ts';
import { booleanField, checkStatement, namespaceOf, statementsOf } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';
import { runBatch, writeErrors } from './write-batch.ts';

const STATEMENT = ['q', 'limit', 'collation', 'hint'];

export const deleteMany: Command = {
  fields: ['deletes', 'ordered', 'let'],
  run(call: Call, store: Store): Promise<Reply> {
    const statements = statementsOf(call, 'deletes');
    for (const statement of statements) checkStatement(statement, 'delete.deletes', STATEMENT);
    return store.write(deleteAll(call, store, namespaceOf(call), statements), call.pace);
  },
};

function* deleteAll(call: Call, store: Store, namespace: string, statements: readonly Document[]): Work<Reply> {
  let deleted = 0;
  const errors = yield* runBatch(
    statements,
    booleanField(call, 'ordered', true),
    function* ({ q, limit, hint }): Work<void> {
      if (!isDocument(q)) throw failedToParse("BSON field 'delete.deletes.q' must be an object");
      const wanted = numberOf(limit);
      if (wanted !== 0 && wanted !== 1) {
        throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${String(wanted)}`);
      }
      deleted += (yield* applyDelete(call, store, namespace, { filter: q, limit: wanted, hint })).count;
    },
  );
  return { n: deleted, ...writeErrors(errors) };
}

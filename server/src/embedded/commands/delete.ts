import { isDocument } from '../bson/types.ts';
import { failedToParse } from '../values/errors.ts';
import { numberOf } from '../values/numbers.ts';
import { applyDelete } from './apply-delete.ts';
import { booleanField, checkStatement, namespaceOf, statementsOf } from './arguments.ts';
import type { Call, Command, House, Reply } from './call.ts';
import { runBatch, writeErrors } from './write-batch.ts';

const STATEMENT = ['q', 'limit', 'collation', 'hint'];

export const deleteMany: Command = {
  fields: ['deletes', 'ordered', 'let'],
  run(call: Call, house: House): Reply {
    const namespace = namespaceOf(call);
    const statements = statementsOf(call, 'deletes');
    for (const statement of statements) checkStatement(statement, 'delete.deletes', STATEMENT);
    let deleted = 0;
    const errors = runBatch(statements, booleanField(call, 'ordered', true), ({ q, limit, hint }) => {
      if (!isDocument(q)) throw failedToParse("BSON field 'delete.deletes.q' must be an object");
      const wanted = numberOf(limit);
      if (wanted !== 0 && wanted !== 1) {
        throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${String(wanted)}`);
      }
      deleted += applyDelete(call, house, namespace, { filter: q, limit: wanted, hint }).count;
    });
    return { n: deleted, ...writeErrors(errors) };
  },
};

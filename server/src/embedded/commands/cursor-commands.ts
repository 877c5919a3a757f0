import { badValue, typeMismatch } from '../values/errors.ts';
import { namespaceOf, numberField } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';

export const getMore: Command = {
  fields: ['collection', 'batchSize', 'term', 'lastKnownCommittedOpTime'],
  run(call: Call, store: Store): Promise<Reply> {
    const id = cursorId(call.argument);
    const batchSize = numberField(call, 'batchSize') ?? 0;
    const request = { batchSize: batchSize > 0 ? batchSize : undefined, pace: call.pace };
    return store.cursors.more(id, namespaceOf(call, call.body['collection']), request);
  },
};

export const killCursors: Command = {
  fields: ['cursors'],
  run(call: Call, { cursors }: Store): Reply {
    const { cursors: ids } = call.body;
    if (!Array.isArray(ids)) throw badValue("BSON field 'killCursors.cursors' must be an array");
    const [cursorsKilled, cursorsNotFound]: [bigint[], bigint[]] = [[], []];
    for (const id of ids.map(cursorId)) (cursors.close(id) ? cursorsKilled : cursorsNotFound).push(id);
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
  },
};

function cursorId(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  throw typeMismatch('A cursor id must be a long');
}

import { PAUSE, type Flow, type Work } from '../pause.ts';
import { countByIndex } from '../plan/count.ts';
import { findRows, type Query } from '../plan/find.ts';
import type { Pace } from '../pace.ts';
import { documentField, namespaceOf, numberField } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';

export const count: Command = {
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  async run(call: Call, store: Store): Promise<Reply> {
    const query = {
      filter: documentField(call, 'query') ?? {},
      skip: numberField(call, 'skip') ?? 0,
      limit: Math.abs(numberField(call, 'limit', -Infinity) ?? 0),
      hint: call.body['hint'],
    };
    return { n: await countMatching(call, store, namespaceOf(call), query) };
  },
};

/** How many documents a query finds. Without a filter the number is known and nothing is read. */
export async function countMatching(call: Call, store: Store, namespace: string, query: Query): Promise<number> {
  const { filter, skip = 0, limit = 0 } = query;
  const collection = store.catalog.find(namespace);
  if (Object.keys(filter).length === 0 && query.hint === undefined) {
    const left = Math.max(0, (collection?.count ?? 0) - skip);
    return limit > 0 ? Math.min(left, limit) : left;
  }
  const source = store.sourceOf(collection);
  const counting = source && countByIndex(source, query, call.env);
  if (!counting) return countRows(findRows(source, { ...query, sort: undefined }, call.env), call.pace);
  const left = Math.max(0, (await finish(counting, call.pace)) - skip);
  return limit > 0 ? Math.min(left, limit) : left;
}

async function finish<Result>(work: Work<Result>, pace: Pace): Promise<Result> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (pace.isTurnOver()) await pace.rest();
  }
}

async function countRows(rows: Flow<unknown>, pace: Pace): Promise<number> {
  let found = 0;
  for (const row of rows) {
    if (row !== PAUSE) found += 1;
    if (pace.isTurnOver()) await pace.rest();
  }
  return found;
}

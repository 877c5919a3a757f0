import { decode } from '../bson/decode.ts';
import { PAUSE, type Flow, type Work } from '../pause.ts';
import { findRows, type Query, type Row } from '../plan/find.ts';
import { droppedMeanwhile } from '../plan/scan.ts';
import { compileFilter } from '../query/match.ts';
import type { Collection, StoredRow } from '../storage/collection.ts';
import type { Call, Store } from './call.ts';

/**
 * Calls `change` for each document that a write is about, and answers how many there were. All are found before the first
 * is changed, since an index could lead to a changed document again. Others have their turn in between, so each is looked
 * at again at its own turn: a document that no longer matches is left alone, one that is gone is gone.
 */
export function* eachMatching(
  { env, pace }: Pick<Call, 'env' | 'pace'>,
  store: Store,
  namespace: string,
  query: Query,
  change: (stored: StoredRow, collection: Collection) => void,
): Work<number> {
  const collection = store.catalog.find(namespace);
  const source = store.sourceOf(collection);
  for (let matched = 0; ;) {
    const rests = pace.rests;
    const rows = yield* numbersOf(findRows(source, query, env));
    if (!collection || !source) return 0;
    const meets = rows.length > 0 ? compileFilter(query.filter, env) : null;
    for (const [place, row] of rows.entries()) {
      if (place > 0) yield PAUSE;
      if (!source.isCurrent(collection, null)) throw droppedMeanwhile(collection);
      const raw = collection.read(row);
      if (!raw || (pace.rests !== rests && !meets?.(decode(raw)))) continue;
      change({ row, raw }, collection);
      matched += 1;
    }
    // The one document that was wanted has changed under our hands: there may be another.
    if (query.limit !== 1 || matched > 0 || rows.length === 0) return matched;
  }
}

function* numbersOf(rows: Flow<Row>): Work<number[]> {
  const found: number[] = [];
  for (const item of rows) {
    if (item !== PAUSE) found.push(item.row);
    yield PAUSE;
  }
  return found;
}

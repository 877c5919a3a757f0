import type { Store } from './commands/call.ts';
import { eachMatching } from './commands/matching.ts';
import type { Pace } from './pace.ts';
import type { Work } from './pause.ts';
import { environment } from './query/environment.ts';

/** Documents removed at a time for each index: the rest has its turn a second later. */
const BATCH = 5_000;

/** Removes documents whose time-to-live index says that they have expired, a hidden one too; answers how many. */
export function* removeExpired(store: Store, pace: Pace, now = Date.now()): Work<number> {
  let removed = 0;
  for (const collection of store.catalog.all()) {
    for (const index of collection.indexes) {
      const [field] = index.fields;
      if (index.expireAfter === null || !field) continue;
      const isOver = { [field.path]: { $lte: new Date(now - index.expireAfter * 1000) } };
      const filter = index.partialFilter ? { $and: [isOver, index.partialFilter] } : isOver;
      const query = { filter, limit: BATCH, index };
      removed += yield* eachMatching(
        { env: environment(), pace },
        store,
        collection.namespace,
        query,
        (stored, owner) => owner.remove(stored),
      );
    }
  }
  return removed;
}

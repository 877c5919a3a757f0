import type { House } from './commands/call.ts';
import { findRows, withoutPauses } from './plan/find.ts';

/** Documents removed at a time, so that nobody waits long for it. */
const BATCH = 500;

/** Removes documents whose time-to-live index says that they have expired; returns how many, at most a batch for each. */
export function removeExpired(house: House, now = Date.now()): number {
  let removed = 0;
  for (const collection of house.catalog.all()) {
    for (const index of collection.indexes) {
      const [field] = index.fields;
      if (index.expireAfter === null || !field) continue;
      const before = new Date(now - index.expireAfter * 1000);
      const filter = { ...index.partialFilter, [field.path]: { $lte: before } };
      const query = { filter, limit: BATCH };
      for (const row of [...withoutPauses(findRows(house.sourceOf(collection), query))]) {
        collection.remove(row);
        removed += 1;
      }
    }
  }
  return removed;
}

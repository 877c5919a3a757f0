import { isStaff } from '@hearth/shared/kernel/access';
import { commit } from '../../streams/commit.ts';
import type { EntryUses } from '../entry-uses.ts';
import { dataOf, fieldsOf, isOf } from './changing.ts';
import { mayReadCollection } from './reading.ts';
import { readCollectionsOf, type RowRecord } from './store.ts';
import { collections } from './stream.ts';

/** What stands in a collection is for curators to say; others are told where their entry stands. */
export const usesInCollections: EntryUses = {
  kind: 'collection',

  async of({ actor }, entryId, most) {
    const found = (await readCollectionsOf(entryId)).filter((one) => mayReadCollection(actor, one));
    return found
      .slice(0, most)
      .map(({ _id, title }) => ({ id: _id, title, may: isStaff(actor) ? ['keep', 'replace'] : ['keep'] }));
  },

  async replace({ streams }, { id, entryId, successor, cause }) {
    await commit(streams, collections, id, cause, (held) => {
      if (!held?.rows.some((row) => isOf(row, entryId))) return null;
      return dataOf(held, { ...fieldsOf(held), rows: replaced(held.rows, entryId, successor) });
    });
  },
};

/** In its place and with its note; where the other one stands there already, it goes. */
function replaced(rows: readonly RowRecord[], entryId: string, successor: string): RowRecord[] {
  const isThere = rows.some((row) => isOf(row, successor));
  return rows.flatMap((row) => {
    if (!isOf(row, entryId)) return [row];
    return isThere ? [] : [{ ...row, entryId: successor }];
  });
}

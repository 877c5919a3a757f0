import { entryId as entryIdSchema, type Entry } from '@hearth/shared/library/entity';
import { standingFor } from '@hearth/shared/library/policy';
import { isShown } from '@hearth/shared/library/state';
import type { Reader } from '../../request/context.ts';
import { commit } from '../../streams/commit.ts';
import type { EntryUses } from '../entry-uses.ts';
import { dataOf, fieldsOf } from './changing.ts';
import { readView } from './reading.ts';
import { readSucceededBy, type EntryRecord } from './store.ts';
import { entries } from './stream.ts';

/** What is said of it to whoever reads the entry; null where they may not read it, or there is none. */
export async function shownSuccessor(
  reader: Reader,
  { successor }: Pick<EntryRecord, 'successor'>,
): Promise<Entry['successor']> {
  const seen = successor ? await readView(reader, successor) : null;
  if (seen?.view !== 'whole' || !isShown(seen.entry.state)) return null;
  return { id: entryIdSchema.parse(seen.entry._id), title: seen.entry.title };
}

/** Archived entries that lead to another one which is to be archived too. */
export const successorUses: EntryUses = {
  kind: 'entry',

  async of(reader, entryId, most) {
    const found = await Promise.all((await readSucceededBy(entryId, most)).map((id) => readView(reader, id)));
    return found.flatMap((seen) => {
      if (seen?.view !== 'whole') return [];
      const { _id, title } = seen.entry;
      const mayReplace = standingFor(reader.actor, seen.entry, 'archive') !== null;
      return [{ id: _id, title, may: mayReplace ? ['keep', 'replace'] : ['keep'] }];
    });
  },

  async replace({ streams }, { id, entryId, successor, cause }) {
    await commit(streams, entries, id, cause, (held) => {
      if (held?.state !== 'archived' || held.successor !== entryId) return null;
      return dataOf(held, { ...fieldsOf(held), successor });
    });
  },
};

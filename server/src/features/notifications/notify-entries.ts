import type { PersonId } from '@hearth/shared/kernel/ids';
import { OWN_BELL } from '@hearth/shared/notifications/own';
import { idOf } from '../../streams/definition.ts';
import { tellOwn } from '../accounts/access.ts';
import { entries, type EntryData } from '../library/stream.ts';
import { react } from '../reaction.ts';
import { lastingFrom } from './lasting.ts';
import { forgetOthers, putAgain } from './store.ts';

/** Whoever gave something to the library learns of each decision about it, and is asked whether it still holds; others whether it may name them. */
export const bellOfEntries = react({
  to: entries,
  name: 'bell-library',
  async handle(services, events) {
    for (const { stream, seq, at, data } of events) {
      const id = idOf(stream);
      const asked = await askedIn(id, data);
      for (const personId of [...(data.asks ? asked : []), ...ownerIn(data)]) {
        const told = { personId, threadId: id, no: 0, about: 'entry', kind: 'entry', rev: seq } as const;
        if (await putAgain({ ...told, ...lastingFrom(at) })) tellOwn(services, personId, OWN_BELL, '', `${id}/${seq}`);
      }
      // Nor is kept who was asked, and has said no.
      if (data.entry.note) await forgetOthers(id, [...asked, ...(data.entry.by ? [data.entry.by.personId] : [])]);
    }
  },
});

/** As it stands by now: whoever has said no meanwhile is not told, and the log has forgotten them. */
async function askedIn(id: string, { asks, entry }: EntryData): Promise<readonly PersonId[]> {
  if (!asks && !entry.note) return [];
  return ((await entries.findAggregate(id))?.note?.asked ?? []).flatMap(({ by }) => by?.personId ?? []);
}

function ownerIn({ tells, entry: { by, decidedBy, news } }: EntryData): readonly PersonId[] {
  // What they decided themselves is no news to them; that it is time to look again is.
  const isOwn = by?.personId === decidedBy?.personId && news !== 'due';
  return by && tells && !isOwn ? [by.personId] : [];
}

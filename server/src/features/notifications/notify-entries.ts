import type { PersonId } from '@hearth/shared/kernel/ids';
import { OWN_BELL } from '@hearth/shared/notifications/own';
import { idOf } from '../../streams/definition.ts';
import { tellOwn } from '../accounts/access.ts';
import { entries, type EntryData } from '../library/stream.ts';
import { react } from '../reaction.ts';
import { lastingFrom } from './lasting.ts';
import { putAgain } from './store.ts';

/** Whoever gave something to the library learns of each decision about it, and is asked whether it still holds; others whether it may name them. */
export const bellOfEntries = react({
  to: entries,
  name: 'bell-library',
  async handle(services, events) {
    for (const { stream, seq, at, data } of events) {
      const id = idOf(stream);
      for (const personId of toldBy(data)) {
        const told = { personId, threadId: id, no: 0, about: 'entry', kind: 'entry', rev: seq } as const;
        if (await putAgain({ ...told, ...lastingFrom(at) })) tellOwn(services, personId, OWN_BELL, '', `${id}/${seq}`);
      }
    }
  },
});

function toldBy({ tells, asks, entry: { by, decidedBy, news, note } }: EntryData): readonly PersonId[] {
  const asked = asks ? (note?.asked ?? []).flatMap((one) => one.by?.personId ?? []) : [];
  // What they decided themselves is no news to them; that it is time to look again is.
  const isOwn = by?.personId === decidedBy?.personId && news !== 'due';
  return by && tells && !isOwn ? [...asked, by.personId] : asked;
}

import { OWN_BELL } from '@hearth/shared/notifications/own';
import { idOf } from '../../streams/definition.ts';
import { tellOwn } from '../accounts/access.ts';
import { entries } from '../library/stream.ts';
import { react } from '../reaction.ts';
import { lastingFrom } from './lasting.ts';
import { putAgain } from './store.ts';

/** Whoever gave something to the library learns of each decision about it, and is asked whether it still holds. */
export const bellOfEntries = react({
  to: entries,
  name: 'bell-library',
  async handle(services, events) {
    for (const { stream, seq, at, data } of events) {
      const personId = data.entry.by?.personId;
      if (!data.tells || !personId) continue;
      // What they decided themselves is no news to them; that it is time to look again is.
      if (data.entry.decidedBy?.personId === personId && data.entry.news !== 'due') continue;
      const id = idOf(stream);
      const told = { personId, threadId: id, no: 0, about: 'entry', kind: 'entry', rev: seq } as const;
      if (await putAgain({ ...told, ...lastingFrom(at) })) tellOwn(services, personId, OWN_BELL, '', `${id}/${seq}`);
    }
  },
});

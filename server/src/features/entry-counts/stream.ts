import type { EntryCounts } from '@hearth/shared/entry-counts/entity';
import { entryCountsStream } from '@hearth/shared/entry-counts/events';
import type { StreamDefinition } from '../../streams/definition.ts';
import { advanceCounts, findCounts, type CountsRecord } from './store.ts';

/** What has changed of what others make of an entry, in absolute numbers. */
export type CountsData = Partial<EntryCounts>;

const NOTHING: EntryCounts = { tried: { worked: 0, partly: 0, no: 0, states: 0 }, thanks: 0 };

/** What stands where nobody has said anything yet. */
export function countsIn(record: EntryCounts | null): EntryCounts {
  const { tried, thanks } = record ?? NOTHING;
  return { tried, thanks };
}

export const entryCounts: StreamDefinition<CountsRecord, CountsData, typeof entryCountsStream> = {
  contract: entryCountsStream,
  findAggregate: findCounts,
  evolve: (before, _id, { seq, mark, data }) => ({ ...countsIn(before), ...data, _id, seq, mark }),

  async project(id, events) {
    let after = await findCounts(id);
    for (const event of events) if (event.seq > (after?.seq ?? 0)) after = entryCounts.evolve(after, id, event);
    if (after) await advanceCounts(after);
  },

  subjectsOf: () => ['counts'],
  present: (_id, { seq }, _audience, shows) => (shows('counts') ? { type: 'entry-counts.changed', rev: seq } : null),
};

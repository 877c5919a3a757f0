import { idOf } from '../../streams/definition.ts';
import { WHOLE } from '../entry-counts/access.ts';
import { entries } from '../library/stream.ts';
import { react } from '../reaction.ts';
import { triedEntries } from './tried-entries.ts';

/** Nobody reports any more on what was removed from the library for good. */
export const forgetReports = react({
  to: entries,
  name: 'entry-trials-forgotten',
  async handle(services, events) {
    for (const { stream, data } of events)
      if (data.entry.state === 'removed')
        await triedEntries.clear(services, { streamId: idOf(stream), subject: WHOLE });
  },
});

import { idOf } from '../../streams/definition.ts';
import { entries } from '../library/stream.ts';
import { react } from '../reaction.ts';
import { forgetVisits } from './store.ts';
import { thanks, WHOLE } from './thanks.ts';

/** Of what was removed for good nothing is said any more. */
export const forgetCounts = react({
  to: entries,
  name: 'entry-counts-forgotten',
  async handle(services, events) {
    for (const { stream, data } of events) {
      if (data.entry.state !== 'removed') continue;
      await thanks.clear(services, { streamId: idOf(stream), subject: WHOLE });
      await forgetVisits(idOf(stream));
    }
  },
});

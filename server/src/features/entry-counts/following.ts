import { entryCountsStream } from '@hearth/shared/entry-counts/events';
import { nameOf } from '@hearth/shared/kernel/stream';
import { idOf } from '../../streams/definition.ts';
import { entries } from '../library/stream.ts';
import { react } from '../reaction.ts';

/** Whoever may not read an entry any more hears no more of its numbers, even if there are none that change. */
export const followReaders = react({
  to: entries,
  name: 'entry-counts-readers',
  async handle({ streams }, events) {
    for (const { stream, data } of events)
      if (data.turns) streams.pubSub.publish({ kind: 'readers', stream: nameOf(entryCountsStream, idOf(stream)) });
  },
});

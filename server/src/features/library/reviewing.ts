import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { commit } from '../../streams/commit.ts';
import { idOf } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { fieldsOf } from './changing.ts';
import { entries, type EntryData } from './stream.ts';

const review = z.object({ entryId: z.string(), reviewAt: z.iso.datetime() });

/**
 * Asks whoever owns an entry whether it is still true, once for each date. Where it was looked at since, or is not published,
 * there is nothing to be asked; of what is nobody's curators see that it is due.
 */
export const askWhetherTrue: Job<z.infer<typeof review>> = {
  name: 'library.still-true',
  input: review,
  attempts: 20,
  atOnce: 2,
  async run({ streams }, { entryId, reviewAt }) {
    const cause = { commandId: `review/${entryId}/${reviewAt}`, issuer: 'system' };
    await commit(streams, entries, entryId, cause, (held): EntryData | null => {
      const isDue = held?.state === 'published' && held.reviewAt?.toISOString() === reviewAt;
      return isDue && held.by ? { entry: { ...fieldsOf(held), news: 'due' }, tells: true } : null;
    });
  },
};

/** Each time an entry comes to another date, or is published with one, it is to be asked about then. */
export const reviewDates = react({
  to: entries,
  name: 'library-reviews',
  async handle({ jobs }, events) {
    for (const { stream, seq, data } of events) {
      const { reviewAt } = data.entry;
      if (!data.reviews || !reviewAt) continue;
      const input = { entryId: idOf(stream), reviewAt: reviewAt.toISOString() };
      await jobs.schedule(askWhetherTrue, { key: `${input.entryId}/${seq}`, at: reviewAt, input });
    }
  },
});

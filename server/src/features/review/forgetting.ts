import { reviewLimits } from '@hearth/shared/review/limits';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { commit } from '../../streams/commit.ts';
import { idOf } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { fieldsOf } from './reporting.ts';
import { readReports } from './store.ts';
import { reviews, type ReviewData } from './stream.ts';

const DAY_MS = 86_400_000;

const decided = z.object({ itemId: z.string(), at: z.iso.datetime() });

/** Long after a decision nobody needs what reporters said of it any more. */
export const forgetLater = react({
  to: reviews,
  name: 'review-forgets',
  async handle({ jobs }, events) {
    for (const { stream, seq, data } of events) {
      const { outcome, kind, turn } = data.item;
      if (!outcome || kind !== 'report' || turn !== seq) continue;
      const input = { itemId: idOf(stream), at: outcome.at.toISOString() };
      const at = new Date(outcome.at.getTime() + reviewLimits.notesDays * DAY_MS);
      await jobs.schedule(forgetNotes, { key: `${input.itemId}/${input.at}`, at, input });
    }
  },
});

/** The words of reports go, from the log as well; that there were some, and why, stays. Not where it was opened again since. */
export const forgetNotes: Job<z.infer<typeof decided>> = {
  name: 'review.forget-notes',
  input: decided,
  attempts: 20,
  atOnce: 4,
  async run({ streams }, { itemId, at }) {
    for (const { note, rev, itemId: _same, ...report } of await readReports(itemId)) {
      if (!note) continue;
      const cause = { commandId: `forget/${itemId}/${rev}`, issuer: 'system' };
      await commit(streams, reviews, itemId, cause, (item): ReviewData | null =>
        item?.outcome?.at.toISOString() === at
          ? { item: fieldsOf(item), report: { ...report, note: '' }, replaces: rev }
          : null,
      );
    }
  },
};

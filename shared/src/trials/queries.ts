import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { entryId } from '../library/entity.ts';
import { threadId } from '../threads/entity.ts';
import { trialCounts, trialLevel, trialPlace, trialReport } from './entity.ts';

const kind = { level: trialLevel.optional(), place: trialPlace.optional() };

export const trialsOf = query('trial.list', {
  about:
    'Who has tried an answer, or an entry of the library, and what came of it, the newest two hundred, of all or of schools of one kind.',
  input: z.union([z.strictObject({ threadId, no: z.int().positive(), ...kind }), z.strictObject({ entryId, ...kind })]),
  output: z.strictObject({
    /** Of all schools, whichever are listed. */
    counts: trialCounts,
    /** In how many states those are that name one. */
    states: z.int().nonnegative(),
    reports: z.array(trialReport),
    /** One's own. */
    mine: trialReport.nullable(),
    /** Whether one may report on it oneself, and take away what others report. */
    mayReport: z.boolean(),
    moderates: z.boolean(),
  }),
});

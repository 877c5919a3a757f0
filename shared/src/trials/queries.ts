import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { threadId } from '../threads/entity.ts';
import { trialCounts, trialLevel, trialPlace, trialReport } from './entity.ts';

export const trialsOf = query('trial.list', {
  about: 'Who has tried an answer and what came of it, the newest two hundred, of all or of schools of one kind.',
  input: z.strictObject({
    threadId,
    no: z.int().positive(),
    level: trialLevel.optional(),
    place: trialPlace.optional(),
  }),
  output: z.strictObject({
    /** Of all schools, whichever are listed. */
    counts: trialCounts,
    reports: z.array(trialReport),
    /** One's own. */
    mine: trialReport.nullable(),
    /** Whether one may report on it oneself, and take away what others report. */
    mayReport: z.boolean(),
    moderates: z.boolean(),
  }),
});

import { z } from 'zod';
import { firstWords } from '../accounts/budgets.ts';
import { writes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { entryId } from '../library/entity.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { threadId } from '../threads/entity.ts';
import { trialFields, trialReport } from './entity.ts';

/** What was tried: an answer, or an entry of the library. */
const answer = { threadId, no: z.int().positive() };
const entry = { entryId };

/** The same fields, said of either. */
function said<const Fields extends z.ZodRawShape>(fields: Fields) {
  return z.union([z.strictObject({ ...answer, ...fields }), z.strictObject({ ...entry, ...fields })]);
}

export const reportTrial = command('trial.report', {
  about:
    'Says what came at one’s school of somebody else’s answer, or of their entry of the library, in the place of what one reported before.',
  input: said({ ...trialFields, asItIs }),
  output: z.strictObject({ report: trialReport }),
  counts: [writes, firstWords],
  publishes: ['changed', 'sentence'],
});

export const withdrawTrial = command('trial.withdraw', {
  about: 'Takes one’s own report back.',
  input: said({}),
  output: z.strictObject({}),
});

export const removeTrial = command('trial.remove', {
  about: 'Takes away somebody’s report, as whoever moderates the board, or as a curator.',
  privileged: true,
  input: said({ id: z.string().min(1).max(64) }),
  output: z.strictObject({}),
});

import { z } from 'zod';
import { firstWords } from '../accounts/budgets.ts';
import { writes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { threadId } from '../threads/entity.ts';
import { trialFields, trialReport } from './entity.ts';

const which = { threadId, no: z.int().positive() };

export const reportTrial = command('trial.report', {
  about: 'Says what came of somebody else’s answer at one’s school, in the place of what one reported before.',
  input: z.strictObject({ ...which, ...trialFields, asItIs }),
  output: z.strictObject({ report: trialReport }),
  counts: [writes, firstWords],
  publishes: ['changed', 'sentence'],
});

export const withdrawTrial = command('trial.withdraw', {
  about: 'Takes one’s own report back.',
  input: z.strictObject(which),
  output: z.strictObject({}),
});

export const removeTrial = command('trial.remove', {
  about: 'Takes away somebody’s report, as whoever moderates the board.',
  privileged: true,
  input: z.strictObject({ ...which, id: z.string().min(1).max(64) }),
  output: z.strictObject({}),
});

import { z } from 'zod';
import { votes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { pollChoices, pollDraft, pollId } from './entity.ts';

export const vote = command('poll.vote', {
  about: 'Votes in the poll of a post, in the place of what one chose before; without a choice it is taken back.',
  input: z.strictObject({
    pollId,
    /** Which one has read; refused where it is another one by now. */
    edition: z.int().nonnegative(),
    choices: pollChoices,
  }),
  output: z.strictObject({ choices: pollChoices }),
  counts: [votes],
});

export const changePoll = command('poll.change', {
  about: 'Changes the poll of one’s own post until somebody has voted, and until it is closed when it closes.',
  input: z.strictObject({ pollId, poll: pollDraft, asItIs }),
  output: z.strictObject({ edition: z.int() }),
  publishes: ['poll'],
});

export const closePoll = command('poll.close', {
  about: 'Closes a poll for good. Whoever wrote it, and whoever moderates the board.',
  privileged: true,
  input: z.strictObject({ pollId }),
  output: z.strictObject({ closedAt: z.iso.datetime() }),
});

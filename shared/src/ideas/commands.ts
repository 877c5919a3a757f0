import { z } from 'zod';
import { votes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { line } from '../kernel/words.ts';
import { moderatingLimits } from '../moderating/limits.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { post, thread, threadId } from '../threads/entity.ts';
import { ideaState } from './entity.ts';

export const voteForIdea = command('idea.vote', {
  about:
    'Votes for an idea on a board for ideas, or takes the vote back. Whoever may reply there; how many did is told to all, who did to nobody.',
  input: z.strictObject({ threadId, up: z.boolean() }),
  output: z.strictObject({ up: z.boolean() }),
  counts: [votes],
});

export const setIdeaState = command('idea.set-state', {
  about:
    'Moderators: says what is to become of an idea, and why; null takes it back. Both stand in its thread as a note.',
  privileged: true,
  input: z.strictObject({ threadId, state: ideaState.nullable(), reason: line(moderatingLimits.reason), asItIs }),
  output: z.strictObject({ thread, post }),
  publishes: ['reason'],
});

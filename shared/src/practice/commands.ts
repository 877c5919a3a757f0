import { z } from 'zod';
import { firstWords } from '../accounts/budgets.ts';
import { writes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { threadId } from '../threads/entity.ts';
import { practiceWords } from './entity.ts';
import { practiceLimits } from './limits.ts';

const rev = z.int().positive();
const changed = z.strictObject({ rev });

export const startPractice = command('practice.start', {
  about: 'Makes the draft of a practice note of a solved question: whoever asked it, and moderators.',
  privileged: true,
  input: z.strictObject({
    threadId,
    /** Posts whose words are to stand in it, beside the question and the answer. */
    picked: z.array(z.int().positive()).max(practiceLimits.picked),
  }),
  output: changed,
  counts: [writes],
});

export const editPractice = command('practice.edit', {
  about: 'Changes the words of a practice note, and whose posts are named in it.',
  privileged: true,
  input: z.strictObject({
    threadId,
    ...practiceWords,
    /** The posts whose writers are named, of those it was made of. */
    named: z.array(z.int().positive()).max(practiceLimits.picked + 2),
    /** What one has read; refused where it is another one by now. */
    rev,
    asItIs,
  }),
  output: changed,
  publishes: ['title', 'problem', 'worked', 'steps'],
});

export const publishPractice = command('practice.publish', {
  about: 'Shows a practice note to all who may read the board of its thread.',
  privileged: true,
  input: z.strictObject({ threadId }),
  output: changed,
  counts: [writes, firstWords],
});

export const withdrawPractice = command('practice.withdraw', {
  about: 'Makes a published practice note a draft again.',
  privileged: true,
  input: z.strictObject({ threadId }),
  output: changed,
});

export const discardPractice = command('practice.discard', {
  about: 'Throws a draft away, with its words.',
  privileged: true,
  input: z.strictObject({ threadId }),
  output: changed,
});

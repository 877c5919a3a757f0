import { z } from 'zod';
import { firstWords } from '../accounts/budgets.ts';
import { language } from '../accounts/entity.ts';
import { boardId } from '../boards/entity.ts';
import { writes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { line, words } from '../kernel/words.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { threadId } from '../threads/entity.ts';
import { chosenTags } from '../tags/entity.ts';
import { threadLimits } from '../threads/limits.ts';
import { appearing, scheduledId, scheduledPost, scheduledState } from './entity.ts';

const written = {
  title: line(threadLimits.title),
  text: words(threadLimits.post),
  language,
  /** Left out, they stay as they are. */
  tags: chosenTags.optional(),
  ...appearing,
  asItIs,
};

export const schedulePost = command('scheduled.put', {
  about: 'Puts a thread down that is to appear on a board at a later time, if its author may still start one there.',
  input: z.strictObject({ boardId, ...written }),
  output: scheduledPost,
  counts: [writes, firstWords],
  publishes: ['title', 'text'],
});

export const changeScheduled = command('scheduled.change', {
  about: 'Changes the words and the time of one’s own post that has not appeared yet; it waits again.',
  input: z.strictObject({ id: scheduledId, ...written }),
  output: scheduledPost,
  publishes: ['title', 'text'],
});

export const turnScheduled = command('scheduled.turn', {
  about: 'Stops one’s own post before it appears, discards it, or brings it back: stopped, as it was.',
  input: z.strictObject({ id: scheduledId, to: scheduledState.extract(['stopped', 'discarded']) }),
  output: scheduledPost,
});

export const postScheduled = command('scheduled.post', {
  about: 'Lets one’s own post appear now.',
  input: z.strictObject({ id: scheduledId }),
  output: z.strictObject({ threadId }),
});

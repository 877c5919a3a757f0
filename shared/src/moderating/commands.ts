import { z } from 'zod';
import { boardId } from '../boards/entity.ts';
import { command } from '../kernel/command.ts';
import { line } from '../kernel/words.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { post, thread, threadId } from '../threads/entity.ts';
import { threadLimits } from '../threads/limits.ts';
import { moderatingLimits } from './limits.ts';

/** The thread as it is now, and the note that says so in it. */
const noted = z.strictObject({ thread, post });

export const lockThread = command('thread.lock', {
  about:
    'Moderators: lets nobody but moderators reply any more, and says why. What one wrote less than two minutes ago can still be corrected.',
  privileged: true,
  input: z.strictObject({ threadId, reason: line(moderatingLimits.reason), asItIs }),
  output: noted,
  publishes: ['reason'],
});

export const pinThread = command('thread.pin', {
  about: 'Moderators: puts a thread on top of its board until then; null takes it down.',
  privileged: true,
  input: z.strictObject({ threadId, until: z.iso.datetime().nullable() }),
  output: z.strictObject({ thread }),
});

export const featureThread = command('thread.feature', {
  about:
    'Staff who moderate its board: shows a thread on the front page until then, to whoever may read it; null takes it down. The latest three are shown.',
  privileged: true,
  input: z.strictObject({ threadId, until: z.iso.datetime().nullable() }),
  output: z.strictObject({ thread, featuredUntil: z.iso.datetime().nullable() }),
});

export const moveThread = command('thread.move', {
  about:
    'Moderators of both boards: moves a thread to another board. Its address stays; who may not read it there stops receiving it at once.',
  privileged: true,
  input: z.strictObject({ threadId, to: boardId }),
  output: noted,
});

export const mergeThread = command('thread.merge', {
  about:
    'Moderators of both boards: all posts of a thread go on in another one, and its address leads there from then on. They are there a moment later.',
  privileged: true,
  input: z.strictObject({ threadId, into: threadId }),
  output: noted,
});

export const splitThread = command('thread.split', {
  about:
    'Moderators of both boards: some posts of a thread become a thread of their own, `to`. They are there a moment later.',
  privileged: true,
  input: z.strictObject({
    threadId,
    nos: z.array(z.int().positive()).min(1).max(moderatingLimits.split),
    to: boardId,
    title: line(threadLimits.title),
    asItIs,
  }),
  output: z.strictObject({ ...noted.shape, to: threadId }),
  publishes: ['title'],
});

export const purgePost = command('post.purge', {
  about:
    'Moderators: destroys what is left of a deleted post, for good: words, pictures, poll, earlier wordings, and what people said of it. Its place stays and says who did it and why. Where the opening post goes, the thread may get another title, since that was part of it.',
  privileged: true,
  input: z.strictObject({
    threadId,
    no: z.int().positive(),
    reason: line(moderatingLimits.reason),
    title: line(threadLimits.title).optional(),
    asItIs,
  }),
  output: noted,
  publishes: ['reason', 'title'],
});

export const slowThread = command('thread.slow', {
  about: 'Moderators: lets everybody reply once in so many minutes; 0 ends it. Moderators are not held up.',
  privileged: true,
  input: z.strictObject({ threadId, minutes: z.int().min(0).max(moderatingLimits.slowMinutes) }),
  output: noted,
});

export const unlockThread = command('thread.unlock', {
  about: 'Moderators: lets everybody reply again.',
  privileged: true,
  input: z.strictObject({ threadId }),
  output: noted,
});

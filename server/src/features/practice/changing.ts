import { commonError } from '@hearth/shared/kernel/errors';
import { practiceError } from '@hearth/shared/practice/errors';
import { requirePerson, type Context } from '../../request/context.ts';
import { mayReadBoard, requireBelonging } from '../boards/access.ts';
import { findPost, findThread, isAuthorOf, requireHere, requireOpen } from '../threads/access.ts';
import { readNoted, type Noted } from './reading.ts';

/** The note of a thread for whoever may make and change it; for whoever may not read the thread there is none. */
export async function requireChangeable(context: Context, threadId: string): Promise<Noted> {
  requirePerson(context);
  const noted = await readNoted(context, threadId);
  if (!noted) throw commonError((await reads(context, threadId)) ? 'not-yours' : 'no-such-thing');
  if (!noted.mayChange) throw commonError('not-yours');
  await requireBelonging(context, noted.thread.boardId);
  return noted;
}

/** Whether they read its thread, and are no more than that. */
async function reads(context: Context, threadId: string): Promise<boolean> {
  const thread = await findThread(threadId);
  return thread !== null && mayReadBoard(context, thread.boardId);
}

/**
 * Refuses words that others are to read where nobody writes any more, and without the question they were made of. Whoever
 * moderates the board has the last word here too.
 */
export async function requireWritable(context: Context, { thread, moderates }: Noted): Promise<void> {
  if (moderates) return;
  requireHere(thread, 1);
  await requireOpen(context, thread);
  const question = await findPost(thread._id, 1);
  if (!question || question.deletedAt || question.note) throw practiceError('practice-without-question');
}

/** What a note says of it from here on that somebody takes it from its readers: of a moderator it is the last word. */
export async function takenBy(context: Context, { thread, moderates }: Noted): Promise<{ withheld?: true }> {
  return moderates && !(await isAuthorOf(context, thread)) ? { withheld: true } : {};
}

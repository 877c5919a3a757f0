import { commonError } from '@hearth/shared/kernel/errors';
import { requirePerson, type Context } from '../../request/context.ts';
import { mayReadBoard } from '../boards/access.ts';
import { findThread } from '../threads/access.ts';
import { readNoted, type Noted } from './reading.ts';

/** The note of a thread for whoever may make and change it; for whoever may not read the thread there is none. */
export async function requireChangeable(context: Context, threadId: string): Promise<Noted> {
  requirePerson(context);
  const noted = await readNoted(context, threadId);
  if (!noted) throw commonError((await reads(context, threadId)) ? 'not-yours' : 'no-such-thing');
  if (!noted.mayChange) throw commonError('not-yours');
  return noted;
}

/** Whether they read its thread, and are no more than that. */
async function reads(context: Context, threadId: string): Promise<boolean> {
  const thread = await findThread(threadId);
  return thread !== null && mayReadBoard(context, thread.boardId);
}

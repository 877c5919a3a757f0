import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { whereabouts as contract } from '@hearth/shared/moderating/queries';
import type { QueryContext } from '../../request/context.ts';
import { requireBoard } from '../boards/access.ts';
import { findWherever, presentThread } from '../threads/access.ts';

type Whereabouts = typeof contract;

/** Only where it is now is asked for rights: whoever has the old address has it from somebody who could read it. */
export async function whereabouts(
  context: QueryContext,
  { threadId, no }: InputOf<Whereabouts>,
): Promise<OutputOf<Whereabouts>> {
  const found = await findWherever(threadId, no ?? null);
  if (!found || found.thread._id === threadId) throw commonError('no-such-thing');
  await requireBoard(context, found.thread.boardId);
  const { id, title, language } = presentThread(found.thread);
  return { thread: { id, title, language }, no: found.post?.no ?? null };
}

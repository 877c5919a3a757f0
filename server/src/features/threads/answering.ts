import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type * as contract from '@hearth/shared/threads/commands';
import { threadError } from '@hearth/shared/threads/errors';
import { mayAcceptAnswer } from '@hearth/shared/threads/policy';
import { requirePerson, type Context } from '../../request/context.ts';
import { presentBoard, requireBoard } from '../boards/access.ts';
import { changePost } from './service.ts';
import type { PostRecord, ThreadRecord } from './store.ts';

type Answer = InputOf<typeof contract.acceptAnswer>;
type Changed = OutputOf<typeof contract.acceptAnswer>;

export async function acceptAnswer(context: Context, input: Answer): Promise<Changed> {
  const { byline } = requirePerson(context);
  const check = async (post: PostRecord, thread: ThreadRecord) => {
    await requireQuestion(context, thread);
    if (post.no === 1) throw threadError('not-an-answer');
    if (post.deletedAt) throw threadError('already-deleted');
    return post;
  };
  return changePost(context, input, check, ({ no, by }, { answer }) =>
    // Of two who accept the same one, the first did.
    answer?.no === no ? answer : { no, by, markedBy: byline, at: context.services.clock.now() },
  );
}

export async function takeBackAnswer(context: Context, input: Answer): Promise<Changed> {
  const check = async (post: PostRecord, thread: ThreadRecord) => {
    await requireQuestion(context, thread);
    if (thread.answer?.no !== post.no) throw threadError('not-an-answer');
    return post;
  };
  return changePost(context, input, check, () => null);
}

async function requireQuestion(context: Context, thread: ThreadRecord): Promise<void> {
  if (!mayAcceptAnswer(context.actor, thread)) throw commonError('not-yours');
  const { kind } = presentBoard(await requireBoard(context, thread.boardId));
  if (kind !== 'question') throw threadError('not-an-answer');
}

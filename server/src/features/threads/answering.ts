import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type * as contract from '@hearth/shared/threads/commands';
import { threadError } from '@hearth/shared/threads/errors';
import { mayAcceptAnswer } from '@hearth/shared/threads/policy';
import { requirePerson, type Context } from '../../request/context.ts';
import { mayOf, presentBoard, requireBoard } from '../boards/access.ts';
import { auditedPost } from './audited.ts';
import { asks, isAuthorOf, signedIn } from './authorship.ts';
import { changePost } from './service.ts';
import type { AnswerRecord, PostRecord, ThreadRecord } from './store.ts';

type Answer = InputOf<typeof contract.acceptAnswer>;
type Changed = OutputOf<typeof contract.acceptAnswer>;

export async function acceptAnswer(context: Context, input: Answer): Promise<Changed> {
  requirePerson(context);
  let marked: Pick<AnswerRecord, 'markedBy' | 'markedAs'> = { markedBy: null };
  const check = async (post: PostRecord, thread: ThreadRecord) => {
    await requireQuestion(context, thread);
    if (post.no === 1) throw threadError('not-an-answer');
    if (post.deletedAt) throw threadError('already-deleted');
    const { by, alias } = await signedIn(context, thread);
    marked = { markedBy: by, ...(alias && { markedAs: alias }) };
    await noteAct(context, post, thread);
    return post;
  };
  return changePost(context, input, check, ({ no, by, alias }, { answer }) =>
    // Of two who accept the same one, the first did.
    answer?.no === no ? answer : { no, by, ...(alias && { alias }), ...marked, at: context.services.clock.now() },
  );
}

export async function takeBackAnswer(context: Context, input: Answer): Promise<Changed> {
  const check = async (post: PostRecord, thread: ThreadRecord) => {
    await requireQuestion(context, thread);
    if (thread.answer?.no !== post.no) throw threadError('not-an-answer');
    await noteAct(context, post, thread);
    return post;
  };
  return changePost(context, input, check, () => null);
}

/** For whoever did not ask the question. */
async function noteAct(context: Context, post: PostRecord, thread: ThreadRecord): Promise<void> {
  if (!(await isAuthorOf(context, thread))) await context.audit(auditedPost(post, thread));
}

async function requireQuestion(context: Context, thread: ThreadRecord): Promise<void> {
  const board = await requireBoard(context, thread.boardId);
  if (!mayAcceptAnswer(context.actor, thread, mayOf(context, board).moderate, await asks(context, thread)))
    throw commonError('not-yours');
  if (presentBoard(board).kind !== 'question') throw threadError('not-an-answer');
}

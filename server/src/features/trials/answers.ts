import { commonError, type AppError } from '@hearth/shared/kernel/errors';
import { threadError } from '@hearth/shared/threads/errors';
import { trialError } from '@hearth/shared/trials/errors';
import { mayBeTried } from '@hearth/shared/trials/policy';
import type { QueryContext } from '../../request/context.ts';
import { mayOf, presentBoard, requireBoard, type BoardRecord } from '../boards/access.ts';
import {
  findPost,
  findThread,
  isAuthorOf,
  requireHere,
  type PostRecord,
  type ThreadRecord,
} from '../threads/access.ts';
import type { Target } from './target.ts';
import { tried } from './tried.ts';

interface Which {
  readonly threadId: ThreadRecord['_id'];
  readonly no: number;
}

/** What was tried, where it stands. */
interface Answer {
  readonly post: PostRecord;
  readonly thread: ThreadRecord;
  readonly board: BoardRecord;
}

/** An answer. Whoever may not read its thread is told that there is none. */
export async function answerFor(context: QueryContext, { threadId, no }: Which): Promise<Target> {
  const [post, thread] = await Promise.all([findPost(threadId, no), findThread(threadId)]);
  if (!thread) throw commonError('no-such-thing');
  const board = await requireBoard(context, thread.boardId);
  if (!post || post.note) throw commonError('no-such-thing');
  return {
    ...{ tally: tried, streamId: threadId, subject: String(no) },
    isShown: !post.deletedAt,
    showsOwn: !post.deletedAt,
    moderates: mayOf(context, board).moderate,
    noted: { on: { kind: 'post', id: threadId, no }, boards: [thread.boardId] },
    requireHere: () => requireHere(thread, no),
    refusal: () => refusalOf(context, { post, thread, board }),
  };
}

/**
 * Why somebody may not report on it: whoever may reply there may. A thread that closed because it was quiet still takes
 * reports, since what came of an answer is known months later; one that a moderator has locked takes none, since reports
 * bring words.
 */
async function refusalOf(context: QueryContext, { post, board, thread }: Answer): Promise<AppError | null> {
  const may = mayOf(context, board);
  if (!may.reply || (await isAuthorOf(context, post))) return commonError('not-allowed');
  if (post.deletedAt) return threadError('already-deleted');
  if (!mayBeTried(post.no, presentBoard(board))) return trialError('trial-not-here');
  return thread.lock && !may.moderate ? threadError('locked', { params: { reason: thread.lock.reason } }) : null;
}

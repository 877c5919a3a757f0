import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { getModeration, getRemoved as removedContract } from '@hearth/shared/moderating/queries';
import { threadLimits } from '@hearth/shared/threads/limits';
import { noteLook } from '../../request/audit.ts';
import { type QueryContext } from '../../request/context.ts';
import { boardsWith, presentBoard, requireRight, type BoardRecord } from '../boards/access.ts';
import { hasAsked } from '../tags/access.ts';
import {
  auditedPost,
  boardFor,
  countRevisions,
  excerptOf,
  findPost,
  findThread,
  presentNamed,
  presentPost,
  presentThread,
  readPosts,
  type PostRecord,
  type ThreadRecord,
} from '../threads/access.ts';
import { featuredUntilOf } from './featuring.ts';
import { findTargets } from './targets.ts';

type Get = typeof getModeration;
type Moderation = OutputOf<Get>;

export async function get(context: QueryContext, { threadId, from = 1, find }: InputOf<Get>): Promise<Moderation> {
  const thread = await findThread(threadId);
  if (!thread) throw commonError('no-such-thing');
  const board = await requireRight(context, await boardFor(context, thread), 'moderate');
  const moderated = await boardsWith(context, 'moderate');
  const found = find ? await findTargets(find, moderated, threadId) : [];
  return {
    thread: presentThread(thread),
    ...(thread.withheldFrom && { isOff: true as const }),
    board: named(board),
    kind: presentBoard(board).kind,
    featuredUntil: featuredUntilOf(thread, context.services.clock.now())?.toISOString() ?? null,
    mayFeature: isStaff(context.actor),
    boards: await Promise.all(
      moderated
        .filter(({ _id }) => _id !== board._id)
        .map(async (one) => ({
          ...named(one),
          asksTag: !(await hasAsked(context.services, one, thread.tags ?? [])),
        })),
    ),
    ...(await postsFrom(thread, from)),
    found: found.map(({ thread: target, board: its }) => {
      const { id, title, language, replies } = presentThread(target);
      return { id, title, language, replies, board: named(its) };
    }),
  };
}

function named(board: BoardRecord): Moderation['board'] {
  const { id, name } = presentBoard(board);
  return { id, name };
}

/** What stands for all to read, but for the post that opens the thread; and what was deleted. */
async function postsFrom(thread: ThreadRecord, from: number): Promise<Pick<Moderation, 'posts' | 'removed' | 'next'>> {
  const all = await readPosts(thread._id, from, threadLimits.page);
  const read = all.filter(({ no, note, purged }) => no <= thread.lastNo && !note && !purged);
  const posts = read
    .filter(({ no, deletedAt }) => no > 1 && !deletedAt)
    .map((post) => ({ ...headOf(post), excerpt: excerptOf(presentPost(post).html) }));
  const removed = read.filter(({ deletedAt }) => deletedAt !== null).map(headOf);
  return { posts, removed, next: from + threadLimits.page <= thread.lastNo ? from + threadLimits.page : null };
}

function headOf(post: PostRecord): Moderation['removed'][number] {
  const { no, by, alias, at } = presentPost(post);
  return { no, by, ...(alias && { alias }), at };
}

type Removed = typeof removedContract;

/** What it says is not told: whoever has to see it can bring it back. */
export async function getRemoved(
  context: QueryContext,
  { threadId, no }: InputOf<Removed>,
): Promise<OutputOf<Removed>> {
  const [thread, post] = await Promise.all([findThread(threadId), findPost(threadId, no)]);
  if (!thread) throw commonError('no-such-thing');
  await requireRight(context, await boardFor(context, thread), 'moderate');
  if (!post?.deletedAt || post.note || post.purged) throw commonError('no-such-thing');
  await noteLook(context, 'post.removed', auditedPost(post, thread));
  return {
    thread: presentNamed(thread),
    ...headOf(post),
    deletedAt: post.deletedAt.toISOString(),
    pictures: post.pictures?.length ?? 0,
    files: post.files?.length ?? 0,
    hasPoll: Boolean(post.poll),
    wordings: await countRevisions(threadId, no),
  };
}

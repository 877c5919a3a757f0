import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { boardId as boardIdRule } from '@hearth/shared/boards/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import type * as contract from '@hearth/shared/threads/commands';
import { threadError } from '@hearth/shared/threads/errors';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import type { EventRecord } from '../../streams/definition.ts';
import { mayOnBoard } from '../boards/access.ts';
import { withAnswer } from './answer.ts';
import { auditedPost } from './audited.ts';
import { authorIn, isAuthorOf, isHidden, mayBringBack } from './authorship.ts';
import { fieldsOf, presentChanged, requireHere, requireThread } from './deciding.ts';
import { excerptOf } from './markdown/excerpt.ts';
import { boardFor } from './standing.ts';
import { withStanding } from './with-standing.ts';
import { findPost, type PostRecord, type ThreadRecord } from './store.ts';
import { threads, type ThreadData } from './stream.ts';

type Place = InputOf<typeof contract.deletePost>;
type Restored = OutputOf<typeof contract.restorePost>;
type Deleted = OutputOf<typeof contract.deletePost>;

/** What others wrote is removed by a decision, for which why is asked and of which they are told; see `review.open`. */
export async function deleteOwn(context: Context, input: Place): Promise<Deleted> {
  const event = await remove(context, input, 'own');
  const { isEmptied, withheldFrom } = event?.data.thread ?? {};
  const stoodOn = isEmptied && withheldFrom ? { stoodOn: boardIdRule.parse(withheldFrom) } : {};
  return { ...presentChanged(input.threadId, event), ...stoodOn };
}

export async function remove(
  context: Context,
  input: Place,
  whose: 'own' | 'any' = 'any',
): Promise<EventRecord<ThreadData> | null> {
  const { actor } = requirePerson(context);
  return turn(context, input, async (post, { thread, moderates }) => {
    const isOwn = await isAuthorOf(context, post);
    if (!isOwn && !(moderates && whose === 'any')) throw commonError('not-yours');
    // A moderator's word stands over the author's, who could bring it back.
    const isByAuthor = post.deletedBy === authorIn(post);
    const isTakenOver = moderates && !isOwn && (isByAuthor || isHidden(post));
    if (post.deletedAt && !isTakenOver) throw threadError('already-deleted');
    if (!isOwn) await context.audit(auditedPost(post, thread));
    const deletedBy = (isOwn && authorIn(post)) || actor.id;
    const told = { deletedAt: context.services.clock.now(), deletedBy };
    return { ...post, ...told, ...(isTakenOver && isByAuthor && { authorDeleted: true as const }) };
  });
}

/** Without a decision. What was removed of one's own is for others to bring back. */
export async function restoreByHand(context: Context, input: Place): Promise<Restored> {
  return restore(context, input, (post, isOwn) => !isOwn && mayBringBack(context.actor, post));
}

/** What a decision brings back, for whoever moderates the board and decided so; the author what they have deleted themselves. */
export async function restore(
  context: Context,
  input: Place,
  may: (post: PostRecord, isOwn: boolean) => boolean = () => true,
): Promise<Restored> {
  requirePerson(context);
  const event = await turn(context, input, async (post, { thread, moderates }) => {
    const isOwn = await isAuthorOf(context, post);
    const isTakenBack = isOwn && post.deletedBy === authorIn(post);
    if (!isTakenBack && !(moderates && may(post, isOwn))) throw commonError('not-yours');
    if (post.purged) throw threadError('purged');
    // What its author has taken along does not come back.
    if (!post.by && post.html === '') throw commonError('no-such-thing');
    if (!isTakenBack) await context.audit(auditedPost(post, thread));
    const { authorDeleted: _before, ...there } = post;
    return { ...there, deletedAt: null, deletedBy: null };
  });
  return presentChanged(input.threadId, event);
}

interface Turning {
  readonly thread: ThreadRecord;
  readonly moderates: boolean;
}

/** Deletes a post or brings it back, on the newest state of its thread, which follows it: its excerpt, its answer and where it stands. */
async function turn(
  context: Context,
  { threadId, no }: Place,
  change: (post: PostRecord, turning: Turning) => Promise<PostRecord>,
): Promise<EventRecord<ThreadData> | null> {
  return commitAs(context, threads, threadId, async (aggregate) => {
    const held = aggregate && (await findPost(threadId, no));
    const boardId = await boardFor(context, aggregate, held);
    const thread = await requireThread(context, aggregate, 'read', boardId);
    requireHere(thread, no);
    if (!held || held.note) throw commonError('no-such-thing');
    const moderates = await mayOnBoard(context, boardId, 'moderate');
    const { threadId: _of, rev: replaces, ...post } = await change(held, { thread, moderates });
    const excerpt = no === 1 ? excerptOf(post.deletedAt ? '' : post.html) : thread.excerpt;
    const answered = withAnswer(thread, thread.answer, post);
    const data = { thread: { ...fieldsOf(thread), excerpt, ...answered }, post, replaces };
    return withStanding(threadId, data, context.services.clock.now());
  });
}

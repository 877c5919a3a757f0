import type { Post, Thread } from '@hearth/shared/threads/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import { moderatingError } from '@hearth/shared/moderating/errors';
import { threadError } from '@hearth/shared/threads/errors';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { auditedPost } from './audited.ts';
import { authorIn, isAuthorOf } from './authorship.ts';
import { fieldsOf, presentChanged, requireHere, requireThread } from './deciding.ts';
import { GONE } from './leaving-posts.ts';
import { boardFor } from './standing.ts';
import { findPost, type PostRecord } from './store.ts';
import { threads, type ThreadData } from './stream.ts';

interface Purge {
  readonly threadId: string;
  readonly no: number;
  readonly reason: string;
  readonly title?: string | undefined;
}

/**
 * Nothing of the words is left in the post from here on; that it was deleted stays so. `before` gets the post as it still
 * is, with the decision, which may be made again.
 */
export async function purgePost(
  context: Context,
  { threadId, no, reason, title }: Purge,
  before: (post: PostRecord) => Promise<void>,
): Promise<{ thread: Thread; post: Post }> {
  const { actor, byline } = requirePerson(context);
  const event = await commitAs(context, threads, threadId, async (aggregate): Promise<ThreadData> => {
    const thread = await requireThread(context, aggregate, 'moderate', await boardFor(context, aggregate));
    requireHere(thread, no);
    const held = await findPost(threadId, no);
    if (!held || held.note) throw commonError('no-such-thing');
    if (!held.deletedAt) throw moderatingError('not-removed');
    if (held.purged) throw threadError('purged');
    // What others removed of one's own they may have to look at again.
    if ((await isAuthorOf(context, held)) && held.deletedBy !== authorIn(held)) throw commonError('not-yours');
    await context.audit({ ...auditedPost(held, thread), reason });
    await before(held);
    const { threadId: _of, rev: replaces, poll, ...post } = held;
    const purged = { by: byline, reason, at: context.services.clock.now() };
    // By its poll's id the votes are found.
    const blank = poll ? { ...poll, question: '', options: [] } : null;
    const isRenamed = no === 1 && title !== undefined && title !== thread.title;
    return {
      thread: {
        ...fieldsOf(thread),
        ...(thread.answer?.no === no && { answer: null, answerNo: null }),
        ...(isRenamed && { title }),
      },
      post: { ...post, ...GONE, poll: blank, deletedBy: actor.id, purged },
      replaces,
      ...(isRenamed && { renames: true as const }),
    };
  });
  return presentChanged(threadId, event);
}

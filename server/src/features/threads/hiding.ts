import type { Services } from '../../services.ts';
import { commit, type Cause } from '../../streams/commit.ts';
import { withAnswer } from './answer.ts';
import { hiddenAt, isDeletedByAuthor, isHidden } from './authorship.ts';
import { fieldsOf, requireHere } from './deciding.ts';
import { withStanding } from './with-standing.ts';
import { findPost } from './store.ts';
import { threads } from './stream.ts';

/**
 * Hides a post that several people reported, or that a moderator had removed for it and wants to think about once more. What its
 * author has deleted stays theirs. Where it is on its way elsewhere it is refused, and is to be tried again. Repeatable.
 */
export async function hidePost(
  { streams }: Pick<Services, 'streams'>,
  cause: Cause,
  { threadId, no }: { readonly threadId: string; readonly no: number },
): Promise<void> {
  await commit(streams, threads, threadId, cause, async (thread) => {
    const held = await findPost(threadId, no);
    if (!thread || !held || held.note || held.purged || isHidden(held)) return null;
    if (held.deletedAt && isDeletedByAuthor(held)) return null;
    requireHere(thread, no);
    const { threadId: _of, rev: replaces, ...fields } = held;
    const post = { ...fields, ...hiddenAt(held.deletedAt ?? streams.clock.now()) };
    const excerpt = no === 1 ? '' : thread.excerpt;
    const answered = withAnswer(thread, thread.answer, post);
    const data = { thread: { ...fieldsOf(thread), excerpt, ...answered }, post, replaces };
    return withStanding(threadId, data, streams.clock.now());
  });
}

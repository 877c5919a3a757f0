import type { Services } from '../../services.ts';
import { commit, type Cause } from '../../streams/commit.ts';
import { excerptOf } from './markdown/excerpt.ts';
import { renderer } from './markdown/renderer.ts';
import { rewriteRevisions } from './revision-store.ts';
import { findPost } from './store.ts';
import { threads } from './stream.ts';

/**
 * Takes something out of a post that is not its author's to keep, and out of what it said before. No edit of theirs: it is
 * marked as none, and nothing of the words before is kept. `causeOf` gets the number of the words that it replaces.
 */
export async function rewriteWords(
  services: Services,
  causeOf: (rev: number) => Cause,
  { threadId, no }: { readonly threadId: string; readonly no: number },
  change: (text: string) => string,
): Promise<void> {
  const before = await findPost(threadId, no);
  if (before && change(before.text) !== before.text)
    await commit(services.streams, threads, threadId, causeOf(before.rev), async (aggregate) => {
      const held = await findPost(threadId, no);
      if (!aggregate || !held || change(held.text) === held.text) return null;
      const { threadId: _of, rev: replaces, ...post } = held;
      const { _id, seq: _seq, mark: _mark, ...thread } = aggregate;
      const text = change(held.text);
      // Where the words are gone, none come back.
      const html = held.html === '' ? '' : await services.use(renderer).render(text);
      const excerpt = no === 1 ? excerptOf(held.deletedAt ? '' : html) : thread.excerpt;
      return { thread: { ...thread, excerpt }, post: { ...post, text, html }, replaces };
    });
  await rewriteRevisions(threadId, no, change);
}

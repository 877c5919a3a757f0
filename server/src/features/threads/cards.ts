import type { Context } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { commit, type Cause } from '../../streams/commit.ts';
import { dropFiles, willDrop } from '../files/access.ts';
import { linksAlone } from './links.ts';
import type { CardRecord, PostRecord } from './model.ts';
import { subjectOfPost } from './pictures.ts';
import { findPost } from './store.ts';
import { threads } from './stream.ts';

type Cards = readonly CardRecord[];

/** The cards of links that the words have still. Those that go have their pictures dropped after the event ({@link dropCards}). */
export async function cardsFor(context: Context, text: string, before: Cards = []): Promise<Cards> {
  const links = linksAlone(text);
  const kept = before.filter(({ url }) => links.includes(url));
  await willDrop(
    context,
    picturesOf(before)
      .filter((one) => !picturesOf(kept).includes(one))
      .map(({ fileId }) => fileId),
  );
  return kept;
}

export async function dropCards(
  services: Pick<Services, 'blobs' | 'clock'>,
  { threadId, no }: Pick<PostRecord, 'threadId' | 'no'>,
  before: Cards = [],
  kept: Cards = [],
): Promise<void> {
  await dropFiles(services, subjectOfPost(threadId, { no }), picturesOf(before), picturesOf(kept));
}

export function picturesOf(cards: Cards = []): NonNullable<CardRecord['picture']>[] {
  return cards.flatMap(({ picture }) => picture ?? []);
}

/** Changes what stands below the words of a post, which is no edit of them. Null: it stays as it is. */
export async function changeCards(
  { streams }: Pick<Services, 'streams'>,
  cause: Cause,
  { threadId, no }: Pick<PostRecord, 'threadId' | 'no'>,
  change: (post: PostRecord) => Cards | null,
): Promise<void> {
  await commit(streams, threads, threadId, cause, async (aggregate) => {
    const held = await findPost(threadId, no);
    const cards = aggregate && held && !held.deletedAt && !held.note ? change(held) : null;
    if (!aggregate || !held || !cards) return null;
    const { threadId: _of, rev: replaces, ...post } = held;
    const { _id, seq: _seq, mark: _mark, ...thread } = aggregate;
    return { thread, post: { ...post, cards }, replaces };
  });
}

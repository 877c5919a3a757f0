import { commonError } from '@hearth/shared/kernel/errors';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { removeCard } from '@hearth/shared/previews/commands';
import type { listCards } from '@hearth/shared/previews/queries';
import { mayTakeCards } from '@hearth/shared/threads/policy';
import { requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { mayOnBoard, requireBoard } from '../boards/access.ts';
import { willDrop } from '../files/access.ts';
import {
  auditedPost,
  cardsHtml,
  changePost,
  dropCards,
  findPost,
  findThread,
  isAuthorOf,
  shownCards,
  type CardRecord,
  type PostRecord,
} from '../threads/access.ts';

type Remove = typeof removeCard;

export async function remove(context: Context, input: InputOf<Remove>): Promise<OutputOf<Remove>> {
  requirePerson(context);
  const { url } = input;
  let gone: CardRecord | undefined;
  const changed = await changePost(context, input, async (post, thread) => {
    await requireMay(context, post, thread.boardId);
    // Of two who take it away, neither is told that it is not there.
    gone = post.cards?.find((one) => one.url === url);
    if (!gone || post.deletedAt) throw commonError('no-such-thing');
    if (!(await isAuthorOf(context, post))) await context.audit(auditedPost(post, thread));
    if (gone.picture) await willDrop(context, [gone.picture.fileId]);
    const blank = { url, title: '', site: '', description: '', picture: null, isRemoved: true } as const;
    return { ...post, cards: (post.cards ?? []).map((one) => (one.url === url ? blank : one)) };
  });
  if (gone) await dropCards(context.services, input, [gone]);
  return changed;
}

type List = typeof listCards;

export async function list(context: QueryContext, { threadId, no }: InputOf<List>): Promise<OutputOf<List>> {
  requirePerson(context);
  const [thread, post] = await Promise.all([findThread(threadId), findPost(threadId, no)]);
  if (!thread) throw commonError('no-such-thing');
  await requireBoard(context, thread.boardId);
  if (!post || post.deletedAt) throw commonError('no-such-thing');
  await requireMay(context, post, thread.boardId);
  const { title, language } = thread;
  const cards = shownCards(post).map((one) => {
    const { url, site, description } = one;
    return { url, title: one.title, site, description, html: cardsHtml([one]) };
  });
  return { thread: { title, language }, cards };
}

async function requireMay(context: QueryContext, post: PostRecord, boardId: string): Promise<void> {
  const moderates = await mayOnBoard(context, boardId, 'moderate');
  if (!mayTakeCards(context.actor, post, moderates, await isAuthorOf(context, post))) throw commonError('not-yours');
}

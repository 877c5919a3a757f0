import { bookmarkLimits } from '@hearth/shared/bookmarks/limits';
import type * as contract from '@hearth/shared/bookmarks/queries';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { requirePerson, type QueryContext } from '../../request/context.ts';
import { presentBoard, readableBoards } from '../boards/access.ts';
import {
  excerptOf,
  findWherever,
  presentThread,
  readPostsAt,
  readThreads,
  type ThreadRecord,
} from '../threads/access.ts';
import { bookmarkId } from './change.ts';
import { presentBookmark } from './present.ts';
import { requirePost } from './readable.ts';
import { findBookmark, readBookmarks, readBookmarksIn } from './store.ts';

type List = typeof contract.listBookmarks;
type In = typeof contract.bookmarksIn;
type Get = typeof contract.getBookmark;

export async function list(context: QueryContext, { from }: InputOf<List>): Promise<OutputOf<List>> {
  const { actor } = requirePerson(context);
  const all = await readBookmarks(actor.id);
  const due = all.filter(({ isDue }) => isDue);
  const page = [...due, ...all.filter(({ isDue }) => !isDue)].slice(from, from + bookmarkLimits.page);
  const threadIds = [...new Set(page.map(({ threadId }) => threadId))];
  const [threads, boards, posts] = await Promise.all([
    readThreads(threadIds),
    readableBoards(context),
    readPostsAt(page),
  ]);
  const placed = page.map(async (record) => {
    const held = posts.find(({ threadId, no }) => threadId === record.threadId && no === record.no);
    const here = { thread: threads.find(({ _id }) => _id === record.threadId), post: held };
    const { thread, post } = (held?.note && (await findWherever(record.threadId, record.no))) || here;
    const board = boards.find(({ _id }) => _id === thread?.boardId);
    const bookmark = presentBookmark(record);
    if (!thread || !board || !post || post.deletedAt)
      return { bookmark, board: null, thread: null, by: null, excerpt: '' };
    const { id, name } = presentBoard(board);
    const named = titleOf(thread, bookmark.threadId);
    return { bookmark, board: { id, name }, thread: named, by: post.by, excerpt: excerptOf(post.html) };
  });
  return { rows: await Promise.all(placed), total: all.length, due: due.length };
}

export async function within(context: QueryContext, { threadId }: InputOf<In>): Promise<OutputOf<In>> {
  const { actor } = requirePerson(context);
  return { nos: (await readBookmarksIn(actor.id, threadId)).map(({ no }) => no) };
}

export async function get(context: QueryContext, { threadId, no }: InputOf<Get>): Promise<OutputOf<Get>> {
  const { actor } = requirePerson(context);
  const { thread, post } = await requirePost(context, { threadId, no });
  const found = await findBookmark(bookmarkId({ personId: actor.id, threadId, no }));
  return {
    bookmark: found?.endsAt === null ? presentBookmark(found) : null,
    thread: titleOf(thread, threadId),
    excerpt: post.deletedAt ? '' : excerptOf(post.html),
  };
}

/** Under the address that was marked, which leads there. */
function titleOf(record: ThreadRecord, id: ThreadId) {
  const { title, language } = presentThread(record);
  return { id, title, language };
}

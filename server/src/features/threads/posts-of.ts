import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { threadId } from '@hearth/shared/threads/entity';
import type { listPostsOf as contract } from '@hearth/shared/threads/queries';
import { personIdOf, type QueryContext } from '../../request/context.ts';
import { presentBoard, readableBoards } from '../boards/access.ts';
import { excerptOf } from './markdown/excerpt.ts';
import { readLatestPostsOf, readTitles } from './store.ts';

/** So many of somebody's latest posts are looked at: what they wrote on boards the reader does not know of is passed over. */
const LOOKED_AT = 50;

type ListPostsOf = typeof contract;

/** A post of theirs carries their name; where that was taken away nothing leads to them any more. */
export async function listPostsOf(
  context: QueryContext,
  { personId, most }: InputOf<ListPostsOf>,
): Promise<OutputOf<ListPostsOf>> {
  if (!personIdOf(context.actor)) throw commonError('sign-in-first');
  const [posts, readable] = await Promise.all([readLatestPostsOf(personId, LOOKED_AT), readableBoards(context)]);
  const titles = await readTitles([...new Set(posts.map((post) => post.threadId))]);
  const boards = new Map(readable.map((board) => [board._id, board]));
  return posts
    .flatMap((post) => {
      const thread = titles.get(post.threadId);
      const board = thread && boards.get(thread.boardId);
      if (!board) return [];
      const { id, name } = presentBoard(board);
      return {
        board: { id, name },
        thread: { id: threadId.parse(post.threadId), title: thread.title, language: thread.language },
        no: post.no,
        at: post.at.toISOString(),
        excerpt: excerptOf(post.html),
      };
    })
    .slice(0, most);
}

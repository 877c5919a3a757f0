import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { bellLimits } from '@hearth/shared/notifications/limits';
import type * as contract from '@hearth/shared/notifications/queries';
import type { QueryContext } from '../../request/context.ts';
import { presentBoard, readableBoards } from '../boards/access.ts';
import { presentThread, readThreads } from '../threads/access.ts';
import { followedNews } from '../unread/access.ts';
import { presentEntries } from './look-entries.ts';
import { presentAllHeld } from './look-held.ts';
import { presentLibrary } from './look-library.ts';
import { lookAtAll, lookAtNew } from './look.ts';
import { presentRow, rowsOf, type Row } from './present.ts';

type List = typeof contract.listBell;
type Count = typeof contract.countBell;
type Followed = typeof contract.followedNews;

export async function list(context: QueryContext, { before }: InputOf<List>): Promise<OutputOf<List>> {
  const { services, actor } = context;
  if (actor.kind !== 'person') return { rows: [], more: false, held: [], entries: [], library: [], total: 0 };
  const looked = await lookAtAll({ services, actor });
  const rows = rowsOf(looked.shown);
  const held = before ? [] : await presentAllHeld({ services, actor }, looked.held);
  const entries = before ? [] : presentEntries(looked.entries);
  const library = before ? [] : presentLibrary(looked.library);
  const below = before ? rows.filter((row) => isBelow(row, before)) : rows;
  const page = await Promise.all(below.slice(0, bellLimits.page).map(presentRow));
  return {
    rows: page.flatMap((row) => row ?? []),
    more: below.length > page.length,
    ...{ held, entries, library },
    total:
      rows.filter(({ isNew }) => isNew).length +
      [...looked.held, ...looked.entries, ...looked.library].filter(({ record }) => !record.isRead).length,
  };
}

function isBelow({ at, id }: Row, before: NonNullable<InputOf<List>['before']>): boolean {
  const difference = at.getTime() - Date.parse(before.at);
  return difference < 0 || (difference === 0 && id > before.id);
}

export async function count({ services, actor, visitor }: QueryContext): Promise<OutputOf<Count>> {
  if (actor.kind !== 'person') return { total: 0 };
  // What moderators decided about somebody is told here as well, on a page of its own.
  const decided = 'byline' in visitor ? (visitor.standing?.unread ?? 0) : 0;
  const { shown, held, entries, library } = await lookAtNew({ services, actor });
  const threads = new Set(shown.map(({ thread }) => thread._id));
  return { total: decided + threads.size + held.length + entries.length + library.length };
}

/** The number itself: members for whom it is the same share pages. */
export async function versionOfCount(context: QueryContext): Promise<string> {
  return String((await count(context)).total);
}

/** Nothing was written for any follower: it is worked out from what is unread for them. */
export async function followed(context: QueryContext): Promise<OutputOf<Followed>> {
  const news = await followedNews(context);
  const shown = news.slice(0, bellLimits.followed);
  const [threads, boards] = await Promise.all([readThreads(shown.map(({ id }) => id)), readableBoards(context)]);
  const threadOf = new Map(threads.map((thread) => [thread._id, thread]));
  const rows = shown.flatMap(({ id, at, lastNo, readNo, why }) => {
    const thread = threadOf.get(id);
    const board = boards.find(({ _id }) => _id === thread?.boardId);
    if (!thread || !board) return [];
    const { id: threadId, title, language } = presentThread(thread);
    const { id: boardId, name } = presentBoard(board);
    const place = { thread: { id: threadId, title, language }, board: { id: boardId, name } };
    return [{ ...place, why, readNo, posts: lastNo - readNo, at: at.toISOString() }];
  });
  return { rows, total: news.length };
}

import type { Standing } from '@hearth/shared/follows/levels';
import type { QueryContext } from '../../request/context.ts';
import { followedAmong } from '../follows/access.ts';
import type { ThreadRecord } from '../threads/access.ts';
import { factsOf, lookFor, loud } from './inbox.ts';
import type { UnreadThread } from './store.ts';

/**
 * How far threads are read as their rows say it, for whoever is signed in: to the end, where they are not among what is
 * unread. Those that are new are missing.
 */
export async function shownReadNos(
  context: QueryContext,
  rows: readonly ThreadRecord[],
): Promise<Record<string, number>> {
  const { visitor } = context;
  if (!('byline' in visitor)) return {};
  const inbox = await lookFor({ ...context, visitor });
  const unread = new Set(loud(inbox).map(({ id }) => id));
  const shown = rows.map(({ _id, lastNo }) => [_id, unread.has(_id) ? (inbox.readNos.get(_id) ?? 0) : lastNo] as const);
  return Object.fromEntries(shown.filter(([, no]) => no > 0));
}

/** A followed thread with posts its follower has not read, those after `readNo`. */
export interface FollowedNews extends Pick<UnreadThread, 'id' | 'boardId' | 'at' | 'lastNo'> {
  readonly readNo: number;
  readonly why: Standing;
}

/**
 * Threads somebody follows, themselves, with their board or with a tag, that have posts they have not read: the latest first. Worked
 * out when it is asked, from what is unread for them, so that it is bounded as that is, and a reply writes to no follower.
 */
export async function followedNews(context: QueryContext): Promise<readonly FollowedNews[]> {
  const { services, visitor } = context;
  if (!('byline' in visitor)) return [];
  const inbox = await lookFor({ ...context, visitor });
  const threads = loud(inbox);
  const followed = await followedAmong(services, visitor.actor.id, threads, factsOf);
  return threads.flatMap(({ id, boardId, at, lastNo }) => {
    const why = followed.get(id);
    return why ? [{ id, boardId, at, lastNo, readNo: inbox.readNos.get(id) ?? 0, why }] : [];
  });
}

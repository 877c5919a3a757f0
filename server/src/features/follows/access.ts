import { followLimits } from '@hearth/shared/follows/limits';
import type { FollowLevel, FollowReason, Standing } from '@hearth/shared/follows/levels';
import type { Services } from '../../services.ts';
import { hearingOf } from './hearing.ts';
import { isPersonMuted, saidIn, standingFrom, type ThreadFacts } from './standing.ts';
import { readFollows, readFollowsOf, readMuted, readSaidNear, type FollowRecord } from './store.ts';

/** What other features may use of this one. */
export { carryFollows, followBecauseOfSame, unfollowBecauseOfSame } from './automatic.ts';
export type { ThreadFacts } from './standing.ts';
export { readFollowers, type LibraryKind } from './store.ts';

/**
 * How much somebody is to hear of what `by` wrote in a thread: `follow`, of every reply; `normal`, of what concerns
 * themselves; `mute`, of nothing. Tags have no say: whoever is mentioned or answered hears of it. One read by index. Who follows a thread is never asked: what a follower learns is
 * `followedNews` in the unread feature, worked out when it is read.
 */
export async function levelOf(personId: string, thread: ThreadFacts, by: string | null = null): Promise<FollowLevel> {
  return (await levelsOf([personId], thread, by)).get(personId) ?? 'normal';
}

/** The same for a few people at once: those whom a post mentions. */
export async function levelsOf(
  personIds: readonly string[],
  thread: ThreadFacts,
  by: string | null = null,
): Promise<ReadonlyMap<string, FollowLevel>> {
  const ids = [thread.id, thread.boardId, thread.startedBy, by].filter((id) => id !== null);
  const levels = personIds.map(async (personId) => {
    const said = await readSaidNear({ personId, threadId: thread.id });
    const own = saidIn(said.filter(({ kind, id }) => kind !== 'tag' && ids.includes(id)));
    return [personId, isPersonMuted(own, by) ? 'mute' : standingFrom(own, thread).level] as const;
  });
  return new Map(await Promise.all(levels));
}

/** A thread, and how to learn the rest where that matters. */
type Listed = Pick<ThreadFacts, 'id' | 'boardId'>;
type MoreFacts = (threadIds: readonly string[]) => Promise<ReadonlyMap<string, Omit<ThreadFacts, keyof Listed>>>;
type Using = Pick<Services, 'use'>;

/**
 * Of these threads those somebody has muted, and why: themselves, with their board, with whoever started them, or with a tag
 * they have.
 */
export async function mutedAmong(
  services: Using,
  personId: string,
  threads: readonly Listed[],
  factsOf: MoreFacts,
): Promise<ReadonlyMap<string, FollowReason | null>> {
  const muted = await readMuted(personId, followLimits.muted);
  if (muted.length === 0 || threads.length === 0) return new Map();
  const isFar = ({ kind }: FollowRecord) => kind === 'person' || kind === 'tag';
  const whole = await wholeThreads(threads, muted.some(isFar), factsOf);
  const hears = await hearingOf(services, muted);
  const gone = whole.filter((thread) => hears(thread).level === 'mute');
  if (gone.length === 0) return new Map();
  // What was said of the threads themselves may count for more.
  const ids = gone.map(({ id }) => id);
  const hearsAll = await hearingOf(services, [...muted, ...(await readFollows([personId], ['thread'], ids))]);
  const standings = gone.map((thread) => [thread.id, hearsAll(thread)] as const);
  return new Map(standings.filter(([, { level }]) => level === 'mute').map(([id, { reason }]) => [id, reason]));
}

/** Of these threads those somebody follows, and why: themselves, with their board, or with a tag they have. */
export async function followedAmong(
  services: Using,
  personId: string,
  threads: readonly Listed[],
  factsOf: MoreFacts,
): Promise<ReadonlyMap<string, Standing>> {
  if (threads.length === 0) return new Map();
  const ids = threads.map(({ id }) => id);
  const [own, far] = await Promise.all([
    readFollows([personId], ['thread'], ids),
    readFollowsOf(personId, 'board', 'tag'),
  ]);
  const isOfTag = ({ kind }: FollowRecord) => kind === 'tag';
  const whole = await wholeThreads(threads, far.some(isOfTag), factsOf);
  const hears = await hearingOf(services, [...own, ...far]);
  const standings = whole.map((thread) => [thread.id, hears({ ...thread, startedBy: null })] as const);
  return new Map(standings.filter(([, { level }]) => level === 'follow'));
}

async function wholeThreads(threads: readonly Listed[], wanted: boolean, factsOf: MoreFacts): Promise<ThreadFacts[]> {
  const facts = wanted ? await factsOf(threads.map(({ id }) => id)) : new Map();
  return threads.map(({ id, boardId }) => ({ id, boardId, startedBy: null, ...facts.get(id) }));
}

/** Whose posts somebody has folded. */
export async function mutedPeopleOf(personId: string): Promise<readonly string[]> {
  return (await readFollowsOf(personId, 'person')).map(({ id }) => id);
}

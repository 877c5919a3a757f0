import { unreadLimits } from '@hearth/shared/unread/limits';
import type { UnreadRecord, UnreadThread } from './store.ts';

/** A post may be seen a moment later than its time says, by servers whose clocks differ: so much is looked at again. */
export const OVERLAP_MS = 60_000;
const DAY_MS = 86_400_000;

type Known = Pick<UnreadRecord, 'lookedTo' | 'since' | 'threads'>;

/** What is known of threads: how far they are read, and which nobody wants to hear of. */
interface Heard {
  readonly readNos: ReadonlyMap<string, number>;
  readonly muted: ReadonlySet<string>;
}

/**
 * What is unread once the threads that moved on since the last look were looked at, the latest first. What is known and has
 * not moved on is not looked up again; `readNos` says how far all of them are read. Of too many those that are muted go first;
 * of those that somebody marked themselves there may be as many again.
 */
export function sift(
  { lookedTo, since, threads }: Known,
  active: readonly UnreadThread[],
  { readNos, muted }: Heard,
): Known {
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  for (const thread of active) byId.set(thread.id, { ...byId.get(thread.id), ...thread });
  const unread = [...byId.values()].filter(({ id, lastNo }) => (readNos.get(id) ?? 0) < lastNo).sort(byLatest);
  const loose = unread
    .filter(({ isKept }) => !isKept)
    .sort((a, b) => Number(muted.has(a.id)) - Number(muted.has(b.id)));
  const cut = loose[unreadLimits.kept];
  const marked = unread.filter(({ isKept }) => isKept);
  const dropped = new Set([loose, marked].flatMap((some) => some.slice(unreadLimits.kept)).map(({ id }) => id));
  return {
    lookedTo: later(lookedTo, active[0]?.at) ?? lookedTo,
    since: later(since, cut && !muted.has(cut.id) ? cut.at : null),
    threads: dropped.size > 0 ? unread.filter(({ id }) => !dropped.has(id)) : unread,
  };
}

export function byLatest(a: UnreadThread, b: UnreadThread): number {
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1);
}

export function later(a: Date | null, b: Date | null | undefined): Date | null {
  if (!a || !b) return a ?? b ?? null;
  return a > b ? a : b;
}

/** Of what was talked about lately, a handful for somebody new: the liveliest, of different boards as far as there are. */
export function chooseFirst(latest: readonly UnreadThread[]): UnreadThread[] {
  const lively = latest.toSorted((a, b) => b.lastNo - a.lastNo || byLatest(a, b));
  const ofBoards = lively.filter((thread, n) => lively.findIndex(({ boardId }) => boardId === thread.boardId) === n);
  return [...new Set([...ofBoards, ...lively])].slice(0, unreadLimits.first).sort(byLatest);
}

/** Since when somebody was away who was last here on `day` and comes back `today`; null where that is no time. */
export function awayFrom(day: string, today: string): string | null {
  return Date.parse(today) - Date.parse(day) >= unreadLimits.awayDays * DAY_MS ? day : null;
}

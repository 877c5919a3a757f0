import type { FollowReason } from '@hearth/shared/follows/levels';
import { commonError } from '@hearth/shared/kernel/errors';
import { unreadLimits } from '@hearth/shared/unread/limits';
import type { Reader } from '../../request/context.ts';
import { onceAPage, type OnceAPage } from '../../request/once-a-page.ts';
import type { Visitor } from '../../request/visitor.ts';
import { readableBoards } from '../boards/access.ts';
import { mutedAmong } from '../follows/access.ts';
import { readMentions } from '../notifications/access.ts';
import { readActiveThreads, readMoved, readNosOf, readThreads, type ThreadRecord } from '../threads/access.ts';
import { awayFrom, chooseFirst, OVERLAP_MS, sift } from './sift.ts';
import { findUnread, putUnread, type UnreadRecord, type UnreadThread } from './store.ts';

/** So often another try where several pages look at once. */
const TRIES = 5;
/** Before anything was written. */
const BEGINNING = new Date(0);
/** So long after they joined people may look for the first time and count as new. */
const NEW_MS = 30 * 86_400_000;
/** So many of the latest threads somebody new is offered a handful of. */
const LATELY = 100;

/** Somebody who is signed in. */
interface Looking extends Reader {
  readonly visitor: Extract<Visitor, { joinedAt: Date }>;
  readonly onceAPage?: OnceAPage;
}

/** What is unread for somebody, how far they have read it, and what of it they do not want to hear of. */
export interface Inbox extends UnreadRecord {
  readonly readNos: ReadonlyMap<string, number>;
  readonly muted: ReadonlySet<string>;
}

/** What of it they want to see. What is muted is kept up to date, and is there again as it was when that ends. */
export function loud({ threads, muted }: Pick<Inbox, 'threads' | 'muted'>): readonly UnreadThread[] {
  return muted.size === 0 ? threads : threads.filter(({ id }) => !muted.has(id));
}

/**
 * What is unread for somebody right now. Looks at what has moved on since they looked last and at what was unread then, and
 * at nothing else: however much they have read, and however many others follow, it costs the same.
 */
export const lookFor = onceAPage((looking: Looking): Promise<Inbox> => change(looking, asItIs));

const asItIs = (inbox: Inbox): Inbox => inbox;

/** The same, changed. Whatever `how` does besides may be done again. */
export async function change(looking: Looking, how: (inbox: Inbox) => Inbox | Promise<Inbox>): Promise<Inbox> {
  for (let tries = 1; ; tries++) {
    const before = await findUnread(looking.visitor.actor.id);
    const looked = await look(looking, before);
    const { readNos, muted, ...after } = await how(looked);
    const record = { ...after, rev: (before?.rev ?? 0) + 1 };
    if (before && isSame(before, record)) return { ...record, readNos, muted };
    if (await putUnread(record)) return { ...record, readNos, muted };
    if (tries < TRIES) continue;
    // What was only looked at is true without having been stored.
    if (how === asItIs) return looked;
    throw commonError('busy');
  }
}

async function look(looking: Looking, before: UnreadRecord | null): Promise<Inbox> {
  const boards = (await readableBoards(looking)).map(({ _id }) => _id);
  const known = before ?? (await begin(looking, boards));
  const since = new Date(known.lookedTo.getTime() - OVERLAP_MS);
  const active = (await readActiveThreads(boards, since, unreadLimits.kept + 1)).map(unreadOf);
  // Whoever looks for the first time knows of none that was elsewhere.
  const moved = before ? await readMoved(since) : new Map<string, ThreadRecord>();
  const open = followed(known.threads, moved).filter(({ boardId }) => boards.includes(boardId));
  const personId = looking.visitor.actor.id;
  const all = [...new Map([...open, ...active].map((thread) => [thread.id, thread])).values()];
  const [readNos, said] = await Promise.all([
    readNosOf(
      looking,
      personId,
      all.map(({ id }) => id),
    ),
    mutedAmong(looking.services, personId, all, factsOf),
  ]);
  const muted = await withoutMentions(personId, said, readNos);
  // Of more than that the older ones are not looked at, which is said.
  const cut = active.length > unreadLimits.kept ? (active.at(-1)?.at ?? null) : null;
  const today = dayOf(looking.services.clock.now());
  return {
    ...known,
    ...sift({ ...known, since: cut ?? known.since, threads: open }, active, { readNos, muted }),
    day: today,
    awaySince: awayFrom(known.day, today) ?? known.awaySince,
    readNos,
    muted,
  };
}

/** Where threads stand now; and those where posts of theirs go on, which may be older than the last look. */
function followed(threads: readonly UnreadThread[], moved: ReadonlyMap<string, ThreadRecord>): UnreadThread[] {
  const known = new Set(threads.map(({ id }) => id));
  const here = threads
    .filter(({ id }) => !moved.get(id)?.mergedInto)
    .map((thread) => ({ ...thread, boardId: moved.get(thread.id)?.boardId ?? thread.boardId }));
  const there = [...moved.values()].filter(
    ({ _id, mergedInto, tookFrom }) => !known.has(_id) && !mergedInto && tookFrom?.some((id) => known.has(id)),
  );
  return [...here, ...there.map(unreadOf)];
}

/** Asked of whoever has said something of people or tags, and not kept with what is unread: names that are erased would stay. */
export async function factsOf(
  threadIds: readonly string[],
): Promise<ReadonlyMap<string, { startedBy: string | null; tags: readonly string[] }>> {
  const threads = await readThreads(threadIds);
  return new Map(threads.map(({ _id, by, tags = [] }) => [_id, { startedBy: by?.personId ?? null, tags }]));
}

/** A tag that is muted hides no thread in which somebody has yet to read that they are mentioned. */
async function withoutMentions(
  personId: string,
  muted: ReadonlyMap<string, FollowReason | null>,
  readNos: ReadonlyMap<string, number>,
): Promise<ReadonlySet<string>> {
  const byTag = [...muted].filter(([, reason]) => reason === 'tag').map(([id]) => id);
  const mentions = byTag.length > 0 ? await readMentions(personId, byTag) : [];
  const loudAgain = new Set(
    mentions.filter(({ threadId, no }) => no > (readNos.get(threadId) ?? 0)).map(({ threadId }) => threadId),
  );
  return new Set([...muted.keys()].filter((id) => !loudAgain.has(id)));
}

/**
 * Whoever is new finds what comes after they joined, and a handful of what was there. Whoever was here before there was an
 * inbox looks at everything.
 */
async function begin({ services, visitor }: Looking, boards: readonly string[]): Promise<UnreadRecord> {
  const { actor, joinedAt } = visitor;
  const now = services.clock.now();
  const nothing = { _id: actor.id, rev: 0, day: dayOf(now), awaySince: null, undo: null };
  if (now.getTime() - joinedAt.getTime() > NEW_MS) return { ...nothing, lookedTo: BEGINNING, since: null, threads: [] };
  const latest = (await readActiveThreads(boards, BEGINNING, LATELY)).map(unreadOf).filter(({ at }) => at < joinedAt);
  const threads = chooseFirst(latest).map((thread) => ({ ...thread, isKept: true }));
  return { ...nothing, lookedTo: joinedAt, since: joinedAt, threads };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** What a moderator notes is not unread. */
export function unreadOf({ _id, boardId, lastPostAt, lastNo, lastPostNo = lastNo }: ThreadRecord): UnreadThread {
  return { id: _id, boardId, at: lastPostAt, lastNo: lastPostNo };
}

function isSame(a: UnreadRecord, b: UnreadRecord): boolean {
  return JSON.stringify({ ...a, rev: 0 }) === JSON.stringify({ ...b, rev: 0 });
}

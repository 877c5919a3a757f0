import { unreadLimits } from '@hearth/shared/unread/limits';
import type { Reader } from '../../request/context.ts';
import type { Visitor } from '../../request/visitor.ts';
import { readableBoards } from '../boards/access.ts';
import { readActive, readNosOf, type ThreadRecord } from '../threads/access.ts';
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
}

/** What is unread for somebody, and how far they have read it. */
export interface Inbox extends UnreadRecord {
  readonly readNos: ReadonlyMap<string, number>;
}

/**
 * What is unread for somebody right now. Looks at what has moved on since they looked last and at what was unread then, and
 * at nothing else: however much they have read, and however many others follow, it costs the same.
 */
export function lookFor(looking: Looking): Promise<Inbox> {
  return change(looking, (inbox) => inbox);
}

/** The same, changed. Whatever `how` does besides may be done again. */
export async function change(looking: Looking, how: (inbox: Inbox) => Inbox | Promise<Inbox>): Promise<Inbox> {
  for (let tries = 1; ; tries++) {
    const before = await findUnread(looking.visitor.actor.id);
    const looked = await look(looking, before);
    const { readNos, ...after } = await how(looked);
    const record = { ...after, rev: (before?.rev ?? 0) + 1 };
    if (before && isSame(before, record)) return { ...record, readNos };
    if (await putUnread(record)) return { ...record, readNos };
    if (tries === TRIES) throw new Error('what is unread for somebody changes all the time');
  }
}

async function look(looking: Looking, before: UnreadRecord | null): Promise<Inbox> {
  const boards = (await readableBoards(looking)).map(({ _id }) => _id);
  const known = before ?? (await begin(looking, boards));
  const since = new Date(known.lookedTo.getTime() - OVERLAP_MS);
  const active = (await readActive(boards, since, unreadLimits.kept + 1)).map(unreadOf);
  const open = known.threads.filter(({ boardId }) => boards.includes(boardId));
  const readNos = await readNosOf(looking, looking.visitor.actor.id, [
    ...new Set([...open, ...active].map(({ id }) => id)),
  ]);
  // Of more than that the older ones are not looked at, which is said.
  const cut = active.length > unreadLimits.kept ? (active.at(-1)?.at ?? null) : null;
  const today = dayOf(looking.services.clock.now());
  return {
    ...known,
    ...sift({ ...known, since: cut ?? known.since, threads: open }, active, readNos),
    day: today,
    awaySince: awayFrom(known.day, today) ?? known.awaySince,
    readNos,
  };
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
  const latest = (await readActive(boards, BEGINNING, LATELY)).map(unreadOf).filter(({ at }) => at < joinedAt);
  const threads = chooseFirst(latest).map((thread) => ({ ...thread, isKept: true }));
  return { ...nothing, lookedTo: joinedAt, since: joinedAt, threads };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function unreadOf({ _id, boardId, lastPostAt, lastNo }: ThreadRecord): UnreadThread {
  return { id: _id, boardId, at: lastPostAt, lastNo };
}

function isSame(a: UnreadRecord, b: UnreadRecord): boolean {
  return JSON.stringify({ ...a, rev: 0 }) === JSON.stringify({ ...b, rev: 0 });
}

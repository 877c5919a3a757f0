import type { Readers } from '../kernel/rights.ts';
import { roomLimits } from './limits.ts';
import type { QuestionStatus, RoomStatus } from './entity.ts';
import type { PersonId } from '../kernel/ids.ts';
import { isStaff, mayRead, type Somebody } from '../kernel/access.ts';

interface Hosted {
  readonly readers: Readers;
  readonly hosts: readonly { readonly personId: PersonId }[];
}

/**
 * Hosts of the room, and admins. A host is asked by name and needs no role, but must be able to read the room: who loses
 * the role that it takes leads it no longer.
 */
export function mayHost(actor: Somebody, room: Hosted): boolean {
  if (actor.kind !== 'person' || !mayRead(actor, room.readers)) return false;
  return actor.role === 'admin' || room.hosts.some((host) => host.personId === actor.id);
}

/** Its hosts, and whoever looks after the network: a host who has to go must not be able to stay by keeping silent. */
export function mayTakeOffHosts(actor: Somebody, room: Hosted): boolean {
  return mayHost(actor, room) || (isStaff(actor) && mayRead(actor, room.readers));
}

const MINUTE_MS = 60_000;
/** Whoever fills in the form at five to four for four may send it a little later. */
const LATE_MS = 15 * MINUTE_MS;
const AHEAD_MS = 366 * 24 * 60 * MINUTE_MS;
const STEP_MS = 30 * MINUTE_MS;

/** Times between which office hours may begin, when they are announced `now`, and the next one that people would choose. */
export function startsBetween(now: number): { earliest: number; latest: number; next: number } {
  const next = Math.ceil((now + LATE_MS) / STEP_MS) * STEP_MS;
  return { earliest: now - LATE_MS, latest: now + AHEAD_MS, next };
}

interface Timed {
  readonly startsAt: string;
  readonly liveAt: string | null;
  readonly minutes: number;
  readonly status: RoomStatus;
  readonly cancelled?: boolean | undefined;
}

/** When a room that has begun should be over, in milliseconds since 1970. */
export function plannedEnd({ startsAt, liveAt, minutes }: Timed): number {
  return Math.max(Date.parse(startsAt), Date.parse(liveAt ?? startsAt)) + minutes * MINUTE_MS;
}

export type RoomPhase = RoomStatus | 'late' | 'overdue' | 'cancelled' | 'not-held';

/** Where a room stands, as people would say it at this moment. */
export function phaseOf(room: Timed, now: number): RoomPhase {
  if (room.status === 'scheduled') return now > Date.parse(room.startsAt) ? 'late' : 'scheduled';
  if (room.status === 'live') return now > plannedEnd(room) ? 'overdue' : 'live';
  if (room.cancelled) return 'cancelled';
  return room.liveAt === null ? 'not-held' : 'ended';
}

/** What was announced may change, and be announced again, until it begins. */
export function mayBeMoved({ status, liveAt }: Pick<Timed, 'status'> & { readonly liveAt: unknown }): boolean {
  return status !== 'live' && liveAt === null;
}

/** Questions may be asked from the day a room is announced until it ends. */
export function isAskingOpen(status: RoomStatus): boolean {
  return status !== 'ended';
}

/** One more question of somebody for so many places that are left. */
const PLACES_FOR_ONE_MORE = 25;

/**
 * How many questions somebody may have asked in a room and still ask another one. While there is room it is
 * `roomLimits.questionsEach`; it shrinks as the room fills, and the last places are for first questions.
 */
export function shareOf(asked: number): number {
  const free = roomLimits.questions - roomLimits.questionsForFirst - asked;
  return Math.min(roomLimits.questionsEach, 1 + Math.floor(Math.max(0, free) / PLACES_FOR_ONE_MORE));
}

/** Votes count while a question still waits or is being answered. */
export function isVotingOpen(status: QuestionStatus): boolean {
  return status === 'open' || status === 'answering';
}

/** Everyone sees these; hosts see all but what its asker took back. */
export function isPublic(status: QuestionStatus): boolean {
  return status === 'open' || status === 'answering' || status === 'answered';
}

import type { Standing } from '@hearth/shared/follows/levels';
import type { FollowRecord } from './store.ts';

/** What is looked at to know how much somebody hears of a thread. */
export interface ThreadFacts {
  readonly id: string;
  readonly boardId: string;
  /** Null where nobody is known to have started it. */
  readonly startedBy: string | null;
  /** Left out where tags have no say. */
  readonly tags?: readonly string[];
}

/** With the tag it goes with, by id. */
export interface Heard extends Pick<Standing, 'level' | 'reason'> {
  readonly tagId?: string;
}

/** What somebody said of things, by {@link keyOf}. */
export type Said = ReadonlyMap<string, Pick<FollowRecord, 'level' | 'reason'>>;

export function saidIn(records: readonly FollowRecord[]): Said {
  return new Map(records.map((one) => [keyOf(one.kind, one.id), one]));
}

function keyOf(kind: FollowRecord['kind'], id: string | null): string {
  return `${kind} ${id ?? ''}`;
}

/**
 * How much somebody hears of a thread who has said this of it, its board, its tags and whoever started it. What is nearer
 * counts for more, and what was chosen for more than what came by itself: whoever mutes a board and replies there stays
 * undisturbed. A tag is the furthest, as others may give it to a thread that one follows oneself.
 */
export function standingFrom(said: Said, { id, boardId, startedBy, tags = [] }: ThreadFacts): Heard {
  const thread = said.get(keyOf('thread', id));
  if (thread?.reason === 'chosen') return { level: thread.level, reason: 'chosen' };
  if (isPersonMuted(said, startedBy)) return { level: 'mute', reason: 'person' };
  const board = said.get(keyOf('board', boardId));
  if (board?.level === 'mute') return { level: 'mute', reason: 'board' };
  if (thread) return { level: thread.level, reason: thread.reason };
  const tagSaid = (level: 'mute' | 'follow') => tags.find((tagId) => said.get(keyOf('tag', tagId))?.level === level);
  const muted = tagSaid('mute');
  if (muted) return { level: 'mute', reason: 'tag', tagId: muted };
  if (board) return { level: board.level, reason: 'board' };
  const followed = tagSaid('follow');
  return followed ? { level: 'follow', reason: 'tag', tagId: followed } : { level: 'normal', reason: null };
}

export function isPersonMuted(said: Said, personId: string | null): boolean {
  return said.get(keyOf('person', personId))?.level === 'mute';
}

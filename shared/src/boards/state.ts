import type { Thread } from '../threads/entity.ts';
import type { BoardChange, BoardHead } from './events.ts';
import type { Openings } from './openings.ts';

/** The newest rows of a board, the latest post first. */
export interface BoardState {
  /** Null where nothing has told of it yet. */
  readonly head: BoardHead | null;
  readonly openings: Openings;
  readonly threads: number;
  readonly rows: readonly Thread[];
  /** How many rows the page shows; what falls below is read again when asked for. */
  readonly size: number;
}

export function applyBoardChange(state: BoardState, change: BoardChange): BoardState {
  if (change.type === 'board.changed') {
    return change.head.rev > (state.head?.rev ?? 0) ? { ...state, head: change.head } : state;
  }
  if (change.type === 'openings.changed')
    return change.openings.rev > state.openings.rev ? { ...state, openings: change.openings } : state;
  const held = new Map(state.rows.map((row) => [row.id, row]));
  const newer = change.rows.filter((row) => row.rev > (held.get(row.id)?.rev ?? 0));
  const gone = (change.gone ?? []).filter((id) => held.has(id));
  const { threads } = change;
  if (newer.length === 0 && gone.length === 0 && threads === state.threads) return state;
  for (const row of newer) held.set(row.id, row);
  for (const id of gone) held.delete(id);
  return { ...state, rows: [...held.values()].sort(byLatest).slice(0, state.size), threads };
}

/** Those that are pinned on top, the latest post first; equal times by id, so that every page agrees. */
export function byLatest(a: Thread, b: Thread): number {
  const pinned = Number(b.pinnedUntil !== null) - Number(a.pinnedUntil !== null);
  return pinned || b.lastPostAt.localeCompare(a.lastPostAt) || a.id.localeCompare(b.id);
}

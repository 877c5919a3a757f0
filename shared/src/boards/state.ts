import type { Thread } from '../threads/entity.ts';
import type { BoardChange } from './events.ts';

/** The newest rows of a board, the latest post first. */
export interface BoardState {
  readonly threads: number;
  readonly rows: readonly Thread[];
  /** How many rows the page shows; what falls below is read again when asked for. */
  readonly size: number;
}

export function applyBoardChange(state: BoardState, change: BoardChange): BoardState {
  const held = new Map(state.rows.map((row) => [row.id, row]));
  const newer = change.rows.filter((row) => row.rev > (held.get(row.id)?.rev ?? 0));
  // Threads are only ever added, so that the larger number is the later one.
  const threads = Math.max(state.threads, change.threads);
  if (newer.length === 0 && threads === state.threads) return state;
  for (const row of newer) held.set(row.id, row);
  return { ...state, rows: [...held.values()].sort(byLatest).slice(0, state.size), threads };
}

/** The latest post first; equal times by id, so that every page agrees. */
export function byLatest(a: Thread, b: Thread): number {
  return b.lastPostAt.localeCompare(a.lastPostAt) || a.id.localeCompare(b.id);
}

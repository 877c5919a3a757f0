import type { Thread } from '../entities/thread.ts';
import type { BoardChange } from '../events/index.ts';

/** The newest rows of a board, the latest post first. */
export interface BoardState {
  readonly threads: number;
  readonly rows: readonly Thread[];
  /** How many rows the page shows; what falls below is read again when asked for. */
  readonly size: number;
}

export function applyBoardChange(state: BoardState, change: BoardChange): BoardState {
  const held = state.rows.find((row) => row.id === change.thread.id);
  if (held && held.rev >= change.thread.rev) return state;
  const others = state.rows.filter((row) => row.id !== change.thread.id);
  const rows = [...others, change.thread].sort(byLatest).slice(0, state.size);
  return { ...state, rows, threads: change.threads };
}

/** The latest post first; equal times by id, so that every page agrees. */
export function byLatest(a: Thread, b: Thread): number {
  return b.lastPostAt.localeCompare(a.lastPostAt) || a.id.localeCompare(b.id);
}

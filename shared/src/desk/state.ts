import type { DeskRef } from './entity.ts';
import type { DeskChange } from './events.ts';

/** The latest that has happened, the newest first. */
export interface DeskState {
  readonly refs: readonly DeskRef[];
  /** How many are kept. */
  readonly size: number;
}

export function byNewest(a: Pick<DeskRef, 'at' | 'id'>, b: Pick<DeskRef, 'at' | 'id'>): number {
  return b.at.localeCompare(a.at) || (a.id < b.id ? 1 : -1);
}

/** The one place where an event becomes state. Of two that tell of the same, the higher `rev` counts. */
export function applyDeskChange(state: DeskState, { refs, gone }: DeskChange): DeskState {
  const news = refs.filter(({ id, rev }) => !state.refs.some((held) => held.id === id && held.rev >= rev));
  const left = state.refs.filter((ref) => !isGone(ref, gone) && !news.some(({ id }) => id === ref.id));
  if (news.length === 0 && left.length === state.refs.length) return state;
  return { ...state, refs: [...left, ...news].sort(byNewest).slice(0, state.size) };
}

export function isGone({ id, threadId, boardId }: DeskRef, gone: readonly string[]): boolean {
  return gone.some((one) => one === id || one === threadId || one === boardId);
}

import type { BoardChange } from '@hearth/shared/boards/events';
import { applyBoardChange, type BoardState } from '@hearth/shared/boards/state';
import type { View } from '../live/follower.ts';
import { valueOf } from '../live/refused.ts';
import type { Ask, Loaded, Start } from '../live/views.ts';

export function boardStart({ board, rows, openings, position }: Loaded<'board.get'>, size: number): Start<BoardState> {
  const { name, purpose, icon, colour, kind, asksUnnamed, readers, rev } = board;
  const about = { name, purpose, icon, colour, kind, readers, rev };
  const head = { ...about, ...(asksUnnamed && { asksUnnamed }) };
  return { state: { head, openings, threads: board.threads, rows, size }, position };
}

/** Which of its threads a board's page shows: those without an accepted answer, those with a tag, those with the most votes. */
export interface Shown {
  readonly unsolved?: true;
  readonly tag?: string;
  /** In which order, where not the latest post comes first. */
  readonly by?: 'votes';
}

/** `ongone` is told of threads that were moved elsewhere. */
export function boardView(
  id: string,
  ask: Ask,
  shown: Shown = {},
  ongone: (ids: readonly string[]) => void = () => {},
): View<BoardState, BoardChange> {
  return {
    stream: `board:${id}`,
    apply(state, change) {
      if (change.type === 'rows.changed' && change.gone) ongone(change.gone);
      return applyBoardChange(state, change);
    },
    resync: async ({ size }) => boardStart(valueOf(await ask('board.get', { boardId: id, ...shown })), size),
  };
}

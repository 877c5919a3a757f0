import type { BoardChange } from '@hearth/shared/boards/events';
import { applyBoardChange, type BoardState } from '@hearth/shared/boards/state';
import type { View } from '../live/follower.ts';
import { valueOf } from '../live/refused.ts';
import type { Ask, Loaded, Start } from '../live/views.ts';

export function boardStart({ board, rows, position }: Loaded<'board.get'>, size: number): Start<BoardState> {
  return { state: { threads: board.threads, rows, size }, position };
}

export function boardView(id: string, ask: Ask, unsolved = false): View<BoardState, BoardChange> {
  return {
    stream: `board:${id}`,
    apply: applyBoardChange,
    resync: async ({ size }) => boardStart(valueOf(await ask('board.get', { boardId: id, unsolved })), size),
  };
}

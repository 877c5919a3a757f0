import { commonError } from '@hearth/shared/kernel/errors';
import { mayRead, type Actor } from '@hearth/shared/kernel/access';
import { readBoards, type BoardRecord } from './store.ts';

/** How long a change of a board's readers may go unnoticed by a process that was not told. Below promise L8's second. */
const KEPT_MS = 500;

let kept: { readonly boards: Promise<ReadonlyMap<string, BoardRecord>>; readonly until: number } | null = null;

/**
 * Who may read a board is asked with every command, read and delivery, and boards are few and change rarely: all of
 * them are read at once and kept for half a second.
 */
function currentBoards(): Promise<ReadonlyMap<string, BoardRecord>> {
  const now = performance.now();
  if (!kept || kept.until < now) {
    const boards = readBoards().then((all) => new Map(all.map((board) => [board._id, board])));
    kept = { boards, until: now + KEPT_MS };
    boards.catch(() => (kept = null));
  }
  return kept.boards;
}

/** The board, or the refusal that says it does not exist: for whoever may not read it, it does not. */
export async function requireBoard(actor: Actor, id: string): Promise<BoardRecord> {
  const board = (await currentBoards()).get(id);
  if (!board || !mayRead(actor, board.readers)) throw commonError('no-such-thing');
  return board;
}

export async function mayReadBoard(actor: Actor, id: string): Promise<boolean> {
  const board = (await currentBoards()).get(id);
  return board !== undefined && mayRead(actor, board.readers);
}

/** The boards somebody may read, in their order. */
export async function readableBoards(actor: Actor): Promise<BoardRecord[]> {
  return [...(await currentBoards()).values()].filter((board) => mayRead(actor, board.readers));
}

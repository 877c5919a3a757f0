import { mayRead } from '@hearth/shared/kernel/access';
import { commonError } from '@hearth/shared/kernel/errors';
import type { Resource } from '../../services.ts';
import type { Reader } from '../../request/context.ts';
import { readBoards, type BoardRecord } from './store.ts';

export { presentBoard } from './present.ts';
export { findBoard, type BoardRecord } from './store.ts';

/** How long a change of a board's readers may go unnoticed by a process that was not told. Below promise L8's second. */
const KEPT_MS = 500;

type Boards = ReadonlyMap<string, BoardRecord>;

/**
 * Who may read a board is asked with every command, read and delivery, and boards are few and change rarely: all of
 * them are read at once and kept for half a second, or until somebody's rights change.
 */
class BoardCache {
  #kept: { readonly boards: Promise<Boards>; readonly readAt: number } | null = null;

  /** As they were read no longer ago than `since`. */
  current(since = performance.now() - KEPT_MS): Promise<Boards> {
    if (this.#kept && this.#kept.readAt >= since) return this.#kept.boards;
    const boards = readBoards().then((all) => new Map(all.map((board) => [board._id, board])));
    const kept = { boards, readAt: performance.now() };
    this.#kept = kept;
    boards.catch(() => {
      if (this.#kept === kept) this.forget();
    });
    return boards;
  }

  /** Also a board that was not there a moment ago. */
  async find(id: string): Promise<BoardRecord | null> {
    const askedAt = performance.now();
    return (await this.current()).get(id) ?? (await this.current(askedAt)).get(id) ?? null;
  }

  forget(): void {
    this.#kept = null;
  }
}

const boardCache: Resource<BoardCache> = {
  open({ streams }) {
    const cache = new BoardCache();
    streams.pubSub.subscribe((message) => message.kind === 'access' && cache.forget());
    return cache;
  },
};

/** The board, or the refusal that says it does not exist: for whoever may not read it, it does not. */
export async function requireBoard({ services, actor }: Reader, id: string): Promise<BoardRecord> {
  const board = await services.use(boardCache).find(id);
  if (!board || !mayRead(actor, board.readers)) throw commonError('no-such-thing');
  return board;
}

export async function mayReadBoard({ services, actor }: Reader, id: string): Promise<boolean> {
  const board = await services.use(boardCache).find(id);
  return board !== null && mayRead(actor, board.readers);
}

/** The boards somebody may read, in their order. */
export async function readableBoards({ services, actor }: Reader): Promise<BoardRecord[]> {
  return [...(await services.use(boardCache).current()).values()].filter((board) => mayRead(actor, board.readers));
}

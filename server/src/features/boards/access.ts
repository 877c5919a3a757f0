import type { Board } from '@hearth/shared/boards/entity';
import { allOn, mayOn } from '@hearth/shared/boards/policy';
import type { BoardMay, BoardRight } from '@hearth/shared/boards/rights';
import { stranger } from '@hearth/shared/kernel/access';
import { commonError } from '@hearth/shared/kernel/errors';
import type { Resource, Services } from '../../services.ts';
import type { Reader } from '../../request/context.ts';
import { presentBoard, rightsOf } from './present.ts';
import { readBoards, type BoardRecord } from './store.ts';

export { asksUnnamed, presentBoard, rightsOf } from './present.ts';
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

/** For the server that has changed a board itself: it does not wait for the message that it sends. */
export function forgetBoards(services: Pick<Services, 'use'>): void {
  services.use(boardCache).forget();
}

const boardCache: Resource<BoardCache> = {
  open({ streams }) {
    const cache = new BoardCache();
    streams.pubSub.subscribe((message) => message.kind === 'access' && cache.forget());
    return cache;
  },
};

/** The board, or the refusal that says it does not exist: for whoever may not read it, it does not. */
export async function requireBoard(reader: Reader, id: string): Promise<BoardRecord> {
  return requireRight(reader, id, 'read');
}

/** The same for something that not all who read it may do: they are told that they may not. */
export async function requireRight({ services, actor }: Reader, id: string, right: BoardRight): Promise<BoardRecord> {
  const board = await services.use(boardCache).find(id);
  if (!board || !mayOn(actor, rightsOf(board), 'read')) throw commonError('no-such-thing');
  if (!mayOn(actor, rightsOf(board), right)) throw commonError('not-allowed');
  return board;
}

/** The board it stands below, where its reader may read that as well: of another one they hear nothing. */
export async function parentOf(
  { services, actor }: Reader,
  { parent }: Pick<BoardRecord, 'parent'>,
): Promise<{ parent?: Pick<Board, 'id' | 'name'> }> {
  const found = parent ? await services.use(boardCache).find(parent) : null;
  if (!found || !mayOn(actor, rightsOf(found), 'read')) return {};
  const { id, name } = presentBoard(found);
  return { parent: { id, name } };
}

export async function mayReadBoard(reader: Reader, id: string): Promise<boolean> {
  return mayOnBoard(reader, id, 'read');
}

export async function mayOnBoard({ services, actor }: Reader, id: string, right: BoardRight): Promise<boolean> {
  const board = await services.use(boardCache).find(id);
  return board !== null && mayOn(actor, rightsOf(board), right);
}

/** Whether a board may be named to anybody. */
export function isKnownToAll(board: BoardRecord): boolean {
  return mayOn(stranger, rightsOf(board), 'see');
}

/** Whether anybody may read it, also a stranger. */
export function isReadByAll(board: BoardRecord): boolean {
  return mayOn(stranger, rightsOf(board), 'read');
}

/** What somebody may do on a board they can read. */
export function mayOf({ actor }: Pick<Reader, 'actor'>, board: BoardRecord): BoardMay {
  return allOn(actor, rightsOf(board));
}

/** The boards somebody may read, in their order. */
export async function readableBoards(reader: Reader): Promise<BoardRecord[]> {
  return boardsWith(reader, 'read');
}

/** The same for another right. */
export async function boardsWith({ services, actor }: Reader, right: BoardRight): Promise<BoardRecord[]> {
  return (await allBoards(services)).filter((board) => mayOn(actor, rightsOf(board), right));
}

/** As the server keeps it: where a change may go unnoticed for half a second. */
export async function findKeptBoard(services: Pick<Services, 'use'>, id: string): Promise<BoardRecord | null> {
  return services.use(boardCache).find(id);
}

export async function allBoards(services: Pick<Services, 'use'>): Promise<BoardRecord[]> {
  return [...(await services.use(boardCache).current()).values()];
}

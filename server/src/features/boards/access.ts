import type { Board } from '@hearth/shared/boards/entity';
import { allOn, mayOn } from '@hearth/shared/boards/policy';
import type { BoardAccess, BoardMay, BoardRight } from '@hearth/shared/boards/rights';
import { stranger } from '@hearth/shared/kernel/access';
import { commonError } from '@hearth/shared/kernel/errors';
import type { Services } from '../../services.ts';
import type { Reader } from '../../request/context.ts';
import { boardCache } from './cache.ts';
import { accessOf } from './openings.ts';
import { presentBoard, rightsOf } from './present.ts';
import type { BoardRecord } from './store.ts';

export { presentOpenings } from './openings.ts';
export { asksUnnamed, presentBoard, rightsOf } from './present.ts';
export { findBoard, type BoardRecord } from './store.ts';

/** For the server that has changed a board itself: it does not wait for the message that it sends. */
export function forgetBoards(services: Pick<Services, 'use'>): void {
  services.use(boardCache).forget();
}

/** What holds now. An admin who was let in reads a board where it stands; see {@link belongsToBoard}. */
function accessNow({ services }: Pick<Reader, 'services'>, board: BoardRecord): BoardAccess {
  return accessOf(board, services.clock.now());
}

/** The board, or the refusal that says it does not exist: for whoever may not read it, it does not. */
export async function requireBoard(reader: Reader, id: string): Promise<BoardRecord> {
  return requireRight(reader, id, 'read');
}

/** The same for something that not all who read it may do: they are told that they may not. */
export async function requireRight(reader: Reader, id: string, right: BoardRight): Promise<BoardRecord> {
  const board = await reader.services.use(boardCache).find(id);
  if (!board || !mayOn(reader.actor, accessNow(reader, board), 'read')) throw commonError('no-such-thing');
  if (!mayOn(reader.actor, accessNow(reader, board), right)) throw commonError('not-allowed');
  return board;
}

/** The same for what takes no right of its own and is no mere reading, as a reaction: not for an admin who was let in. */
export async function requireBelonging(reader: Reader, id: string): Promise<BoardRecord> {
  const board = await requireBoard(reader, id);
  if (!mayOn(reader.actor, rightsOf(board), 'read')) throw commonError('not-allowed');
  return board;
}

/**
 * Whether somebody reads a board by what is set for it. Who was only let in is told nothing of what happens there, cannot be
 * mentioned, and finds it in no list that is gathered from several boards.
 */
export async function belongsToBoard({ services, actor }: Reader, id: string): Promise<boolean> {
  const board = await services.use(boardCache).find(id);
  return board !== null && mayOn(actor, rightsOf(board), 'read');
}

/** The board it stands below, where its reader may read that as well: of another one they hear nothing. */
export async function parentOf(
  reader: Reader,
  { parent }: Pick<BoardRecord, 'parent'>,
): Promise<{ parent?: Pick<Board, 'id' | 'name'> }> {
  const found = parent ? await reader.services.use(boardCache).find(parent) : null;
  if (!found || !mayOn(reader.actor, accessNow(reader, found), 'read')) return {};
  const { id, name } = presentBoard(found);
  return { parent: { id, name } };
}

export async function mayReadBoard(reader: Reader, id: string): Promise<boolean> {
  return mayOnBoard(reader, id, 'read');
}

export async function mayOnBoard(reader: Reader, id: string, right: BoardRight): Promise<boolean> {
  const board = await reader.services.use(boardCache).find(id);
  return board !== null && mayOn(reader.actor, accessNow(reader, board), right);
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

/** The boards somebody reads by what is set for them, in their order; see {@link belongsToBoard}. */
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

import { randomUUID } from 'node:crypto';
import { ALL } from '@hearth/shared/desk/kinds';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { findBoard, findKeptBoard, type BoardRecord } from '../boards/access.ts';
import { isForAllStaff } from './scope.ts';
import { putEntries, renewEntries, type EntryRecord } from './store.ts';
import { desks } from './stream.ts';

/**
 * Reactions gather for so long what happens: a desk is told at most four times a second, however much there is in each. What a
 * process that dies leaves untold stays with the event it came from, and is told by another.
 */
export const GATHERED_MS = 250;

/** Entries in one event. */
const MOST = 100;

type Telling = Pick<Services, 'use' | 'streams'>;

/** Puts down what has happened, once however often this is repeated, and tells it. */
export async function record(services: Telling, entries: readonly EntryRecord[]): Promise<void> {
  await putEntries(entries);
  await tell(services, entries, (boardId) => desksNear(services, boardId));
}

/** What these entries are about has changed: whoever is shown them asks for them anew. */
export async function renew(services: Telling, entries: readonly EntryRecord[]): Promise<void> {
  if (entries.length === 0) return;
  await renewEntries(entries.map(({ _id }) => _id));
  await tell(services, entries, desksOf);
}

/** Nothing is to be seen any more, on one desk, of what these ids name. */
export async function tellGone(
  { streams }: Pick<Services, 'streams'>,
  deskId: string,
  gone: readonly string[],
  commandId: string,
): Promise<void> {
  await commit(streams, desks, deskId, { commandId, issuer: 'system' }, () => ({ ids: [], gone }));
}

/** On which desks something of a board is shown, or of none. */
export async function desksOf(boardId: string | null): Promise<string[]> {
  return boardId === null ? [ALL] : desksWith(boardId, await findBoard(boardId));
}

/** The same by the boards that the server keeps, for what happens often: whoever is told of it is asked about once more. */
async function desksNear(services: Pick<Services, 'use'>, boardId: string | null): Promise<string[]> {
  return boardId === null ? [ALL] : desksWith(boardId, await findKeptBoard(services, boardId));
}

function desksWith(boardId: string, board: BoardRecord | null): string[] {
  return board && isForAllStaff(board) ? [boardId, ALL] : [boardId];
}

/** A desk that is told twice, because a process died over it, learns no more the second time: an id says that there is news. */
async function tell(
  { streams }: Telling,
  entries: readonly EntryRecord[],
  desksFor: (boardId: string | null) => Promise<string[]>,
): Promise<void> {
  // Several events may say the same: once is enough.
  const news = new Map<string, Set<string>>();
  for (const [boardId, its] of Map.groupBy(entries, (entry) => entry.boardId)) {
    for (const deskId of await desksFor(boardId)) {
      const ids = news.get(deskId) ?? new Set();
      news.set(deskId, ids);
      for (const { _id } of its) ids.add(_id);
    }
  }
  await Promise.all(
    [...news].map(async ([deskId, ids]) => {
      const here = [...ids];
      for (let from = 0; from < here.length; from += MOST) {
        const cause = { commandId: randomUUID(), issuer: 'system' };
        const some = here.slice(from, from + MOST);
        await commit(streams, desks, deskId, cause, () => ({ ids: some, gone: [] }));
      }
    }),
  );
}

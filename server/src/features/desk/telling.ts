import { randomUUID } from 'node:crypto';
import { ALL } from '@hearth/shared/desk/kinds';
import type { Resource, Services } from '../../services.ts';
import { commit, type Streams } from '../../streams/commit.ts';
import { Announcer } from '../../streams/tally.ts';
import { findBoard, findKeptBoard, type BoardRecord } from '../boards/access.ts';
import { isForAllStaff } from './scope.ts';
import { putEntries, readForgotten, readUntold, renewEntries, settleEntries, type EntryRecord } from './store.ts';
import { desks } from './stream.ts';

/** Entries in one event. */
const MOST = 100;
/** What waits longer than this was left by a process that died. */
const FORGOTTEN_MS = 2_000;
const AT_ONCE = 500;

/** All desks are told together, so that an entry is looked at and ticked off once. */
const EVERYWHERE = 'desks';

/** Gathers what happens: at most four events a second and desk, however much there is in each. */
const announcer: Resource<Announcer> = {
  open: ({ streams, log }) => new Announcer(log, (_all, ids) => tell(streams, ids)),
  drained: (opened) => opened.settled(),
  close: (opened) => opened.settled(),
};

type Telling = Pick<Services, 'use' | 'streams'>;
type Untold = Omit<EntryRecord, 'untold' | 'rev'>;

/** Puts down what has happened, once however often this is repeated, and tells it together with what others do. */
export async function record(services: Telling, entries: readonly Untold[]): Promise<void> {
  const boardIds = [...new Set(entries.map(({ boardId }) => boardId))];
  const on = new Map(await Promise.all(boardIds.map(async (id) => [id, await desksNear(services, id)] as const)));
  const told = entries.map((entry) => ({ ...entry, rev: 1, untold: on.get(entry.boardId) ?? [] }));
  await putEntries(told);
  for (const { _id } of told) touch(services, _id);
}

/** What these entries are about has changed: whoever is shown them asks for them anew. */
export async function renew(services: Telling, entries: readonly EntryRecord[]): Promise<void> {
  for (const [boardId, some] of Map.groupBy(entries, (entry) => entry.boardId)) {
    const on = await desksOf(boardId);
    const ids = some.map(({ _id }) => _id);
    await renewEntries(ids, on);
    for (const id of ids) touch(services, id);
  }
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

/** Tells what a process that died has put down and told nobody. */
export async function recoverDesk(services: Services): Promise<void> {
  const before = new Date(services.clock.now().getTime() - FORGOTTEN_MS);
  for (const { _id } of await readForgotten(before, AT_ONCE)) touch(services, _id);
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

function touch({ use }: Pick<Services, 'use'>, id: string): void {
  use(announcer).touch(EVERYWHERE, id);
}

/** Of what is told once more, because a process died over it, a desk is told twice: an id says no more the second time. */
async function tell(streams: Streams, ids: readonly string[]): Promise<void> {
  const untold = await readUntold(ids);
  const deskIds = [...new Set(untold.flatMap((entry) => entry.untold ?? []))];
  await Promise.all(
    deskIds.map(async (deskId) => {
      const here = untold.filter((entry) => entry.untold?.includes(deskId)).map(({ _id }) => _id);
      for (let from = 0; from < here.length; from += MOST) {
        const cause = { commandId: randomUUID(), issuer: 'system' };
        const some = here.slice(from, from + MOST);
        await commit(streams, desks, deskId, cause, () => ({ ids: some, gone: [] }));
      }
    }),
  );
  await settleEntries(untold);
}

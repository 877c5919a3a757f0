import { deskStream } from '@hearth/shared/desk/events';
import { ALL } from '@hearth/shared/desk/kinds';
import type { StreamDefinition } from '../../streams/definition.ts';
import { findBoard } from '../boards/access.ts';
import { presentRef } from './present-ref.ts';
import { isForAllStaff } from './scope.ts';
import { advanceDesk, findDesk, readEntriesById, type DeskRecord, type EntryRecord } from './store.ts';

/** Which entries are news, by their ids: what they say stands with them alone, and what that is about elsewhere. */
export interface DeskData {
  readonly ids: readonly string[];
  /** Entries, threads and boards of which nothing is to be seen here any more. */
  readonly gone: readonly string[];
  /** As they stand when the event is presented. */
  readonly entries?: readonly EntryRecord[];
}

export const desks: StreamDefinition<DeskRecord, DeskData, typeof deskStream> = {
  contract: deskStream,
  findAggregate: findDesk,
  evolve: (_before, _id, { seq, mark }) => ({ _id, seq, mark }),

  async project(id, events) {
    const last = events.at(-1);
    if (last) await advanceDesk(desks.evolve(null, id, last), events[0]?.seq === 1);
  },

  subjectsOf: ({ ids, gone }) => [...ids, ...gone].map((id) => `entry ${id}`),

  present(_id, { seq, data: { entries = [], gone } }, _audience, shows) {
    const refs = entries.filter(({ _id }) => shows(`entry ${_id}`)).map(presentRef);
    return refs.length > 0 || gone.length > 0 ? { type: 'desk.changed', rev: seq, refs, gone: [...gone] } : null;
  },

  /** With the entries as they stand now: one that went to another board in the meantime is told there. */
  async complete(id, events) {
    const held = await readEntriesById([...new Set(events.flatMap(({ data }) => data.ids))]);
    const here = await boardsHere(id, held);
    const entryOf = new Map(held.filter(({ boardId }) => here.has(boardId)).map((entry) => [entry._id, entry]));
    return events.map((event) => ({
      ...event,
      data: { ...event.data, entries: event.data.ids.flatMap((one) => entryOf.get(one) ?? []) },
    }));
  },
};

/** Of the boards of these entries, those that this desk shows. */
async function boardsHere(id: string, entries: readonly EntryRecord[]): Promise<ReadonlySet<string | null>> {
  if (id !== ALL) return new Set([id]);
  const ids = [...new Set(entries.flatMap(({ boardId }) => boardId ?? []))];
  const boards = await Promise.all(ids.map(findBoard));
  return new Set([null, ...boards.flatMap((board) => (board && isForAllStaff(board) ? board._id : []))]);
}

import { boardId } from '@hearth/shared/boards/entity';
import type { exported } from '@hearth/shared/boards/exported';
import type { z } from 'zod';
import { personalStream, type PersonalData } from '../../personal-data/declaration.ts';
import { withoutPerson } from '../../personal-data/without-person.ts';
import { commit } from '../../streams/commit.ts';
import { forgetBoards } from './access.ts';
import { openingsOf } from './openings.ts';
import { readBoards, type BoardRecord } from './store.ts';
import { boards } from './stream.ts';

/** A board's log says which threads have moved on, and names those alone who opened the board with a reason. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Board', 'BoardSection'],
  streams: [
    personalStream(boards, {
      names: ['openings.by.personId'],
      redact:
        (_id, { personId }) =>
        (data) =>
          withoutPerson(data, personId),
    }),
  ],

  async export({ actor }) {
    const all = await readBoards();
    return {
      boardOpenings: all.flatMap((board) =>
        openingsBy(board, actor.id).map(({ reason, at, until }) => ({
          boardId: boardId.parse(board._id),
          reason,
          at: at.toISOString(),
          until: until.toISOString(),
        })),
      ),
    };
  },

  /** Their name goes; that the board was opened, and why, stays for whoever reads it. */
  async erase(services, { personId, causeOf }) {
    const opened = (await readBoards()).filter((board) => openingsBy(board, personId).length > 0);
    for (const { _id } of opened)
      await commit(services.streams, boards, _id, causeOf(`openings of board ${_id}`), (board) =>
        board && openingsBy(board, personId).length > 0
          ? { rows: [], threads: board.threads, openings: withoutPerson(openingsOf(board), personId) }
          : null,
      );
    if (opened.length > 0) forgetBoards(services);
    return opened.length > 0;
  },
};

function openingsBy(board: Pick<BoardRecord, 'openings'>, personId: string) {
  return openingsOf(board).filter(({ by }) => by?.personId === personId);
}

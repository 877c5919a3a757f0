import type { Thread } from '@hearth/shared/entities/thread';
import type { StreamKind } from '../../streams/kind.ts';
import { mayReadBoard } from './access.ts';
import { advanceBoard, findBoard, type BoardRecord } from './store.ts';

/** A thread of the board was started or moved on. */
export interface BoardFact {
  readonly row: Thread;
  readonly threads: number;
}

export const boards: StreamKind<BoardRecord, BoardFact> = {
  prefix: 'board',
  audiences: ['public'],
  findRoot: findBoard,

  async apply(id, { seq, mark, fact }) {
    await advanceBoard(id, { threads: fact.threads, lastPostAt: new Date(fact.row.lastPostAt), seq, mark });
  },

  present: (_id, { fact }) => ({
    type: 'row.changed',
    threadId: fact.row.id,
    thread: fact.row,
    threads: fact.threads,
  }),

  audienceOf: async (actor, id) => ((await mayReadBoard(actor, id)) ? 'public' : null),
  consumersOf: () => [],
};

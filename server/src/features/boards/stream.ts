import type { Thread } from '@hearth/shared/entities/thread';
import type { StreamKind } from '../../streams/kind.ts';
import { mayReadBoard } from './access.ts';
import { advanceBoard, findBoard, type BoardRecord } from './store.ts';

/** Threads of the board were started or moved on: their rows as they stand, and how many threads there are. */
export interface BoardFact {
  readonly rows: readonly Thread[];
  readonly threads: number;
}

export const boards: StreamKind<BoardRecord, BoardFact> = {
  prefix: 'board',
  audiences: ['public'],
  findRoot: findBoard,

  after(root, id, { seq, mark, fact }) {
    if (!root) throw new Error(`board ${id} has an event but was never made`);
    return { ...root, threads: fact.threads, lastPostAt: latest(root.lastPostAt, [fact]), seq, mark };
  },

  async apply(id, events) {
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return;
    const lastPostAt = latest(
      null,
      events.map(({ fact }) => fact),
    );
    await advanceBoard(id, first.seq - 1, { threads: last.fact.threads, lastPostAt, seq: last.seq, mark: last.mark });
  },

  present: (_id, { fact }) => ({ type: 'rows.changed', rows: [...fact.rows], threads: fact.threads }),

  audienceOf: async (actor, id) => ((await mayReadBoard(actor, id)) ? 'public' : null),
  consumersOf: () => [],
};

/** When somebody last wrote on the board. An edit of an older thread moves nothing. */
function latest(before: Date | null, facts: readonly BoardFact[]): Date | null {
  const times = facts.flatMap(({ rows }) => rows.map(({ lastPostAt }) => Date.parse(lastPostAt)));
  const newest = Math.max(before?.getTime() ?? 0, ...times);
  return newest > 0 ? new Date(newest) : null;
}

import type { Thread } from '@hearth/shared/threads/entity';
import type { StreamKind } from '../../streams/kind.ts';
import { mayReadBoard } from './access.ts';
import { presentThread } from '../threads/present.ts';
import { readThreads } from '../threads/store.ts';
import { advanceBoard, findBoard, type BoardRecord } from './store.ts';

/** Which thread has moved on, and how far. Its words are not in the board's log: they stand in the thread alone. */
export interface Row extends Pick<Thread, 'id' | 'rev' | 'lastPostAt'> {
  /** As it stands when the event is presented. */
  readonly thread?: Thread;
}

/** Threads of the board were started or moved on: their rows, and how many threads there are. */
export interface BoardFact {
  readonly rows: readonly Row[];
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

  subjectsOf: ({ rows }) => ['board', ...rows.map(subjectOf)],

  present(_id, { fact }, _audience, shows) {
    const rows = fact.rows.filter((row) => shows(subjectOf(row))).flatMap(({ thread }) => thread ?? []);
    return rows.length > 0 || shows('board') ? { type: 'rows.changed', rows, threads: fact.threads } : null;
  },

  /** With the threads as they stand now, which may be further on than the event. */
  async complete(_id, events) {
    const ids = new Set(events.flatMap(({ fact }) => fact.rows.map(({ id }): string => id)));
    const threads = new Map((await readThreads([...ids])).map((thread) => [thread._id, presentThread(thread)]));
    const whole = (row: Row): Row => {
      const thread = threads.get(row.id);
      return thread ? { ...row, thread } : row;
    };
    return events.map((event) => ({ ...event, fact: { ...event.fact, rows: event.fact.rows.map(whole) } }));
  },

  audienceOf: async (actor, id) => ((await mayReadBoard(actor, id)) ? 'public' : null),
  consumersOf: () => [],
};

function subjectOf({ id }: Row): string {
  return `row ${id}`;
}

/** When somebody last wrote on the board. An edit of an older thread moves nothing. */
function latest(before: Date | null, facts: readonly BoardFact[]): Date | null {
  const times = facts.flatMap(({ rows }) => rows.map(({ lastPostAt }) => Date.parse(lastPostAt)));
  const newest = Math.max(before?.getTime() ?? 0, ...times);
  return newest > 0 ? new Date(newest) : null;
}

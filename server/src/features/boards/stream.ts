import type { Reader } from '../../request/context.ts';
import { boardStream } from '@hearth/shared/boards/events';
import type { Thread } from '@hearth/shared/threads/entity';
import type { StreamDefinition } from '../../streams/definition.ts';
import { mayReadBoard } from './access.ts';
import { presentThread, readThreads } from '../threads/access.ts';
import { advanceBoard, findBoard, type BoardRecord } from './store.ts';

/** Which thread has moved on, and how far. Its words are not in the board's log: they stand in the thread alone. */
export interface Row extends Pick<Thread, 'id' | 'rev' | 'lastPostAt'> {
  /** As it stands when the event is presented. */
  readonly thread?: Thread;
}

/** Threads of the board were started or moved on: their rows, and how many threads there are. */
export interface BoardData {
  readonly rows: readonly Row[];
  readonly threads: number;
}

export const boards: StreamDefinition<BoardRecord, BoardData, typeof boardStream> = {
  contract: boardStream,
  findAggregate: findBoard,

  evolve(aggregate, id, { seq, mark, data }) {
    if (!aggregate) throw new Error(`board ${id} has an event but was never made`);
    return { ...aggregate, threads: data.threads, lastPostAt: latest(aggregate.lastPostAt, [data]), seq, mark };
  },

  async project(id, events) {
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return;
    const lastPostAt = latest(
      null,
      events.map(({ data }) => data),
    );
    await advanceBoard(id, first.seq - 1, { threads: last.data.threads, lastPostAt, seq: last.seq, mark: last.mark });
  },

  subjectsOf: ({ rows }) => ['board', ...rows.map(subjectOf)],

  present(_id, { data }, _audience, shows) {
    const rows = data.rows.filter((row) => shows(subjectOf(row))).flatMap(({ thread }) => thread ?? []);
    return rows.length > 0 || shows('board') ? { type: 'rows.changed', rows, threads: data.threads } : null;
  },

  /** With the threads as they stand now, which may be further on than the event. */
  async complete(_id, events) {
    const ids = new Set(events.flatMap(({ data }) => data.rows.map(({ id }): string => id)));
    const threads = new Map((await readThreads([...ids])).map((thread) => [thread._id, presentThread(thread)]));
    const whole = (row: Row): Row => {
      const thread = threads.get(row.id);
      return thread ? { ...row, thread } : row;
    };
    return events.map((event) => ({ ...event, data: { ...event.data, rows: event.data.rows.map(whole) } }));
  },
};

export async function boardAudience(reader: Reader, id: string): Promise<'public' | null> {
  return (await mayReadBoard(reader, id)) ? 'public' : null;
}

function subjectOf({ id }: Row): string {
  return `row ${id}`;
}

/** When somebody last wrote on the board. An edit of an older thread moves nothing. */
function latest(before: Date | null, data: readonly BoardData[]): Date | null {
  const times = data.flatMap(({ rows }) => rows.map(({ lastPostAt }) => Date.parse(lastPostAt)));
  const newest = Math.max(before?.getTime() ?? 0, ...times);
  return newest > 0 ? new Date(newest) : null;
}

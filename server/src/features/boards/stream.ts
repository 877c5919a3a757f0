import type { Reader } from '../../request/context.ts';
import { nameOf } from '@hearth/shared/kernel/stream';
import { boardStream } from '@hearth/shared/boards/events';
import { threadId, type Thread } from '@hearth/shared/threads/entity';
import type { StreamDefinition } from '../../streams/definition.ts';
import { blankData } from '../../streams/store.ts';
import { mayReadBoard } from './access.ts';
import { presentThread, readThreads } from '../threads/access.ts';
import { presentOpenings } from './openings.ts';
import { presentHead } from './present.ts';
import { advanceBoard, findBoard, insertBoard, isBoardDurable, type BoardRecord, type OpeningRecord } from './store.ts';

/** Which thread has moved on, and how far. Its words are not in the board's log: they stand in the thread alone. */
export interface Row extends Pick<Thread, 'id' | 'rev' | 'lastPostAt'> {
  /** As it stands when the event is presented. */
  readonly thread?: Thread;
}

/** What staff say of a board; with its `rev`, the number of the event that said so. */
export type BoardSettings = Required<
  Pick<BoardRecord, 'name' | 'purpose' | 'icon' | 'colour' | 'kind' | 'order' | 'readers' | 'rights'>
> &
  Pick<BoardRecord, 'quietDays' | 'asksUnnamed' | 'template' | 'asksTags' | 'section' | 'parent'>;

/** Threads of the board were started or moved on: their rows, and how many threads there are. Or it was made or changed. */
export interface BoardData {
  readonly rows: readonly Row[];
  /** Threads that were moved to another board, or merged into another thread. */
  readonly gone?: readonly string[];
  readonly threads: number;
  readonly settings?: BoardSettings;
  /** An admin opened it with a reason, or that has ended: all that it lists then. */
  readonly openings?: readonly OpeningRecord[];
}

export const boards: StreamDefinition<BoardRecord, BoardData, typeof boardStream> = {
  contract: boardStream,
  findAggregate: findBoard,

  evolve(aggregate, id, { seq, mark, data }) {
    const made = data.settings && { ...data.settings, rev: seq };
    if (aggregate)
      return {
        ...aggregate,
        ...made,
        ...(data.openings && { openings: { list: data.openings, rev: seq } }),
        threads: data.threads,
        lastPostAt: latest(aggregate.lastPostAt, [data]),
        seq,
        mark,
      };
    if (!made) throw new Error(`board ${id} has an event but was never made`);
    return { ...made, _id: id, threads: data.threads, lastPostAt: latest(null, [data]), seq, mark };
  },

  async project(id, events) {
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return;
    const lastPostAt = latest(
      null,
      events.map(({ data }) => data),
    );
    if (first.seq === 1 && first.data.settings) await insertBoard(boards.evolve(null, id, first));
    const told = events.findLast(({ data }) => data.settings);
    const settings = told?.data.settings && { ...told.data.settings, rev: told.seq };
    const opened = events.findLast(({ data }) => data.openings);
    await advanceBoard(id, first.seq - 1, {
      ...settings,
      ...(opened?.data.openings && { openings: { list: opened.data.openings, rev: opened.seq } }),
      threads: last.data.threads,
      lastPostAt,
      seq: last.seq,
      mark: last.mark,
    });
  },

  subjectsOf({ rows, gone = [], settings, openings }) {
    if (settings || openings) return [settings ? 'head' : 'openings'];
    return ['board', ...rows.map(subjectOf), ...gone.map((id) => subjectOf({ id }))];
  },

  present(_id, { seq, data }, _audience, shows) {
    if (data.settings)
      return shows('head') ? { type: 'board.changed', head: presentHead({ ...data.settings, rev: seq }) } : null;
    if (data.openings) {
      const openings = presentOpenings({ openings: { list: data.openings, rev: seq } });
      return shows('openings') ? { type: 'openings.changed', openings } : null;
    }
    const rows = data.rows.filter((row) => shows(subjectOf(row))).flatMap(({ thread }) => thread ?? []);
    const gone = (data.gone ?? []).filter((id) => shows(subjectOf({ id }))).map((id) => threadId.parse(id));
    return rows.length > 0 || gone.length > 0 || shows('board')
      ? { type: 'rows.changed', rows, threads: data.threads, ...(gone.length > 0 && { gone }) }
      : null;
  },

  /** What the board was called before goes from the log. */
  redact: async (id, events) => {
    const last = events.at(-1);
    if (last) await blankData({ stream: nameOf(boardStream, id), seq: { $lt: last.seq } }, WORDS);
  },
  isDurable: (id, { seq }) => isBoardDurable(id, seq),
  replacesWords: ({ settings }, seq) => settings !== undefined && seq > 1,

  /** With the threads as they stand now, which may be further on than the event, and on another board. */
  async complete(board, events) {
    const ids = new Set(events.flatMap(({ data }) => data.rows.map(({ id }): string => id)));
    const threads = new Map((await readThreads([...ids])).map((thread) => [thread._id, presentThread(thread)]));
    const whole = (row: Row): Row => {
      const thread = threads.get(row.id);
      return thread?.boardId === board && !thread.merged ? { ...row, thread } : row;
    };
    return events.map((event) => ({ ...event, data: { ...event.data, rows: event.data.rows.map(whole) } }));
  },
};

const WORDS = {
  ...{ 'settings.name.en': '', 'settings.name.es': '' },
  ...{ 'settings.purpose.en': '', 'settings.purpose.es': '' },
  'settings.template': [],
} as const;

export async function boardAudience(reader: Reader, id: string): Promise<'public' | null> {
  return (await mayReadBoard(reader, id)) ? 'public' : null;
}

function subjectOf({ id }: { readonly id: string }): string {
  return `row ${id}`;
}

/** When somebody last wrote on the board. An edit of an older thread moves nothing. */
function latest(before: Date | null, data: readonly BoardData[]): Date | null {
  const times = data.flatMap(({ rows }) => rows.map(({ lastPostAt }) => Date.parse(lastPostAt)));
  const newest = Math.max(before?.getTime() ?? 0, ...times);
  return newest > 0 ? new Date(newest) : null;
}

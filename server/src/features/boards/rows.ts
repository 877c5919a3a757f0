import { randomUUID } from 'node:crypto';
import type { Thread } from '@hearth/shared/threads/entity';
import { boardId } from '@hearth/shared/boards/entity';
import { boardLimits } from '@hearth/shared/boards/limits';
import { commit, type Cause, type Streams } from '../../streams/commit.ts';
import { idOf, type EventRecord } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { presentThread, readPinned, readRows, readThreads } from '../threads/access.ts';
import { threads, type ThreadData } from '../threads/stream.ts';
import { boards, type BoardData, type Row } from './stream.ts';

/** Who commits what follows by itself. */
const SYSTEM = 'system';
/** Rows in one event. */
const MOST_ROWS = 50;

/**
 * Brings what happens in threads to their boards: each row as it stands now, all of a burst in one event. A thread that was
 * started is told on its own, under the id of its first event, so that it counts exactly once whatever is repeated; a row
 * that is told once more changes nothing.
 */
export const boardRows = react({
  to: threads,
  name: 'board',
  async handle({ streams }, events) {
    const rows = await rowsOf(events);
    const started = events.filter(({ seq }) => seq === 1);
    const moved = events.filter(({ data }) => data.movedFrom);
    const told = new Set([...started, ...moved].map(({ stream }) => idOf(stream)));
    const others = [...rows.values()].filter(({ id, merged }) => !told.has(id) && !merged);
    const starts = started.map((event) => add(streams, event, getRow(rows, event), `${event.stream}/1`));
    const moves = [...Map.groupBy(others, (row) => row.boardId).values()]
      .flatMap(chunks)
      .map((some) => tell(streams, some[0]?.boardId, { rows: some }, randomUUID()));
    await Promise.all([...starts, ...moves]);
    // What was merged into another thread is on no board's list, wherever it stands.
    for (const event of moved) if (!event.data.thread.mergedInto) await move(streams, event, getRow(rows, event));
    for (const event of events.filter(({ data }) => data.leaves)) await takeOff(streams, event);
    for (const id of shortened(events)) await tellNext(streams, id);
    if (moved.length > 0) streams.pubSub.publish({ kind: 'access', personId: null });
  },
});

async function rowsOf(events: readonly EventRecord[]): Promise<Map<string, Thread>> {
  const threads = await readThreads([...new Set(events.map(({ stream }) => idOf(stream)))]);
  const rows = new Map(threads.map((thread) => [thread._id, presentThread(thread)]));
  for (const event of events) getRow(rows, event);
  return rows;
}

function getRow(rows: ReadonlyMap<string, Thread>, { stream }: EventRecord): Thread {
  const row = rows.get(idOf(stream));
  if (!row) throw new Error(`${stream} has an event but no thread; applying it comes first`);
  return row;
}

type ThreadEvent = EventRecord<ThreadData>;

/** Boards whose first page may have lost a row: to another board or thread, or to its place below the page where it is not pinned any more. */
function shortened(events: readonly ThreadEvent[]): ReadonlySet<string> {
  return new Set(
    events.flatMap(({ data }) => data.movedFrom ?? (data.post && !data.leaves ? [] : data.thread.boardId)),
  );
}

/** Tells the row that comes in at the end of the first page in its place. */
async function tellNext(streams: Streams, id: string): Promise<void> {
  const pinned = await readPinned(id, boardLimits.page - 1);
  const last = (await readRows(id, null, boardLimits.page - pinned.length, { pin: null })).at(-1);
  if (last) await tell(streams, id, { rows: [presentThread(last)] }, randomUUID());
}

/** One thread more on the board of an event. Where that was told before, by somebody who did not get to say so, the row may have moved on since. */
async function add(streams: Streams, { data }: ThreadEvent, row: Thread, commandId: string): Promise<void> {
  const event = await tell(streams, data.thread.boardId, { rows: [row], added: 1 }, commandId);
  if (event?.data.rows.some(({ rev }) => rev < row.rev))
    await tell(streams, row.boardId, { rows: [row] }, randomUUID());
}

/** From one board to another, each told once, however often this is repeated; what a board shows of it is asked when it is told. */
async function move(streams: Streams, event: ThreadEvent, row: Thread): Promise<void> {
  const { stream, seq, data } = event;
  await tell(streams, data.movedFrom, { rows: [], gone: [row.id], added: -1 }, `${stream}/${seq} from`);
  await add(streams, event, row, `${stream}/${seq} to`);
}

/** It was merged into another thread. */
async function takeOff(streams: Streams, { stream, seq, data }: ThreadEvent): Promise<void> {
  await tell(streams, data.thread.boardId, { rows: [], gone: [idOf(stream)], added: -1 }, `${stream}/${seq} from`);
}

interface Told {
  readonly rows: readonly Thread[];
  readonly gone?: readonly string[];
  /** How many threads the board has more. */
  readonly added?: number;
}

function tell(
  streams: Streams,
  id: string | undefined,
  { rows, gone, added = 0 }: Told,
  commandId: string,
): Promise<EventRecord<BoardData> | null> {
  const cause: Cause = { commandId, issuer: SYSTEM };
  return commit(
    streams,
    boards,
    boardId.parse(id),
    cause,
    (board) => (board ? { rows: rows.map(rowOf), threads: board.threads + added, ...(gone && { gone }) } : null),
    { isBatchable: true },
  );
}

function rowOf({ id, rev, lastPostAt }: Thread): Row {
  return { id, rev, lastPostAt };
}

function chunks(rows: readonly Thread[]): Thread[][] {
  const count = Math.ceil(rows.length / MOST_ROWS);
  return Array.from({ length: count }, (_, n) => rows.slice(n * MOST_ROWS, (n + 1) * MOST_ROWS));
}

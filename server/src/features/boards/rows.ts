import { randomUUID } from 'node:crypto';
import type { Thread } from '@hearth/shared/threads/entity';
import { boardId } from '@hearth/shared/boards/entity';
import { commit, type Cause, type Streams } from '../../streams/commit.ts';
import { idOf, type EventRecord } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { presentThread, readThreads } from '../threads/access.ts';
import { threads } from '../threads/stream.ts';
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
    const started = events.filter(({ seq }) => seq === 1).map((event) => getRow(rows, event));
    const told = new Set(started.map(({ id }) => id));
    const moved = [...rows.values()].filter(({ id }) => !told.has(id));
    const starts = started.map((row) => start(streams, row));
    const moves = [...Map.groupBy(moved, (row) => row.boardId).values()]
      .flatMap(chunks)
      .map((some) => tell(streams, some, 0, randomUUID()));
    await Promise.all([...starts, ...moves]);
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

/** Where the start was told before, by somebody who did not get to say so, the row may have moved on since. */
async function start(streams: Streams, row: Thread): Promise<void> {
  const event = await tell(streams, [row], 1, `thread:${row.id}/1`);
  if (event?.data.rows.some(({ rev }) => rev < row.rev)) await tell(streams, [row], 0, randomUUID());
}

/** Rows of one board. */
function tell(
  streams: Streams,
  rows: readonly Thread[],
  started: 0 | 1,
  commandId: string,
): Promise<EventRecord<BoardData> | null> {
  const cause: Cause = { commandId, issuer: SYSTEM };
  return commit(
    streams,
    boards,
    boardId.parse(rows[0]?.boardId),
    cause,
    (board) => (board ? { rows: rows.map(rowOf), threads: board.threads + started } : null),
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

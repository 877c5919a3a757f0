import { z } from 'zod';
import { stream } from '../kernel/stream.ts';
import { thread, threadId } from '../threads/entity.ts';
import { board, boardId } from './entity.ts';
import { openings } from './openings.ts';

/** Threads of the board were started or moved on: their rows, and how many threads the board has. */
const rowsChanged = z.strictObject({
  type: z.literal('rows.changed'),
  rows: z.array(thread),
  threads: z.int().nonnegative(),
  /** Threads that were moved to another board. */
  gone: z.array(threadId).optional(),
});

/** What a board says of itself, beside what is on it. */
export const boardHead = board.pick({
  name: true,
  purpose: true,
  icon: true,
  colour: true,
  kind: true,
  asksUnnamed: true,
  readers: true,
  rev: true,
});
export type BoardHead = z.infer<typeof boardHead>;

/** The board was made, or is called something else, or is for others. Who may do what now is asked for. */
const boardChanged = z.strictObject({ type: z.literal('board.changed'), head: boardHead });

/** An admin has opened the board with a reason, or that has ended. */
const openingsChanged = z.strictObject({ type: z.literal('openings.changed'), openings });

const boardChange = z.discriminatedUnion('type', [rowsChanged, boardChanged, openingsChanged]);
export type BoardChange = z.infer<typeof boardChange>;
export type RowsChange = z.infer<typeof rowsChanged>;

export const boardStream = stream('board', { id: boardId, change: boardChange, audiences: ['public'] });

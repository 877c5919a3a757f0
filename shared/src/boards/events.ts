import { z } from 'zod';
import { stream } from '../kernel/stream.ts';
import { thread } from '../threads/entity.ts';
import { boardId } from './entity.ts';

/** Threads of the board were started or moved on: their rows, and how many threads the board has. */
const rowsChanged = z.strictObject({
  type: z.literal('rows.changed'),
  rows: z.array(thread),
  threads: z.int().nonnegative(),
});

export type BoardChange = z.infer<typeof rowsChanged>;

export const boardStream = stream('board', { id: boardId, change: rowsChanged, audiences: ['public'] });

import { z } from 'zod';
import { board, boardId } from '../boards/entity.ts';
import { standing } from '../follows/entity.ts';
import { query } from '../kernel/query.ts';
import { thread, threadId } from '../threads/entity.ts';
import { unreadLimits } from './limits.ts';

const at = z.iso.datetime();

const row = z.strictObject({
  thread,
  board: board.pick({ id: true, name: true }),
  /** The last post one has read; 0 for a thread one has never opened. */
  readNo: z.int().nonnegative(),
  /** Why one follows it, where one does. */
  why: standing.optional(),
});

/** Threads nobody has answered yet are those one may be able to help with. */
export const unreadFilter = z.enum(['all', 'followed', 'unanswered']);
export type UnreadFilter = z.infer<typeof unreadFilter>;

export const listUnread = query('unread.list', {
  about:
    'Threads with posts one has not read, the latest post first; `before` is the last row one has. Empty for strangers.',
  input: z.strictObject({
    filter: unreadFilter.default('all'),
    most: z.int().min(1).max(unreadLimits.page).default(unreadLimits.page),
    before: z.strictObject({ at, id: threadId }).optional(),
  }),
  output: z.strictObject({
    rows: z.array(row),
    more: z.boolean(),
    /** How many there are by this filter. */
    total: z.int().nonnegative(),
    /** What was written before counts as read; null where everything is looked at. */
    since: at.nullable(),
    /** Since when one has not been here, where that is long ago and what there is since then waits for a decision. */
    awaySince: z.iso.date().nullable(),
  }),
});

export const countUnread = query('unread.count', {
  about: 'How many unread threads each board has that one may read. Empty for strangers.',
  input: z.strictObject({}),
  output: z.strictObject({ total: z.int().nonnegative(), boards: z.record(boardId, z.int().positive()) }),
});

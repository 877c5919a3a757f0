import { z } from 'zod';
import { board } from '../boards/entity.ts';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';
import { deskArea, deskEntryId, deskFilter, deskRow, deskView } from './entity.ts';
import { deskLimits } from './limits.ts';

/** After the row that one has last. */
const before = z.strictObject({ at: z.iso.datetime(), id: deskEntryId });

export const listDesk = query('desk.list', {
  about:
    'Moderators: what has happened, the latest first, fifty at a time. Staff see the boards that all staff moderate, rooms and people; whoever moderates a board sees that board.',
  input: z.strictObject({ filter: deskFilter.prefault({}), before: before.optional() }),
  output: z.strictObject({
    rows: z.array(deskRow),
    /** Where the next page goes on; null on the last. */
    next: before.nullable(),
    /** How much there was of each within the last day. */
    counts: z.record(deskArea, z.int().nonnegative()),
    /** The boards that one moderates, for choosing one. */
    boards: z.array(board.pick({ id: true, name: true })),
    /** Whether one may see all of it, and not one's own boards alone. */
    isAll: z.boolean(),
    position,
  }),
});

export const showDesk = query('desk.show', {
  about:
    'Moderators: some of what has happened, as it is now. What one may not see, or does not look for, is left out.',
  input: z.strictObject({ filter: deskFilter.prefault({}), ids: z.array(deskEntryId).min(1).max(deskLimits.show) }),
  output: z.strictObject({ rows: z.array(deskRow) }),
});

export const listDeskViews = query('desk.views', {
  about: 'The filters of the desk that one has kept, by name.',
  input: z.strictObject({}),
  output: z.strictObject({ views: z.array(deskView) }),
});

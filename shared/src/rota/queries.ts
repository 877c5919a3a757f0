import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { board, boardId } from '../boards/entity.ts';
import { query } from '../kernel/query.ts';
import { zone } from '../rooms/entity.ts';
import { rotaHours } from './entity.ts';

const at = z.iso.datetime();
const between = { from: at, to: at };

export const getRota = query('rota.get', {
  about:
    'Moderators: who looks after a board, or all that staff look after, in one week, and when nobody does. Days are those of the zone.',
  input: z.strictObject({
    boardId: boardId.optional(),
    /** One’s own where nothing is said, and UTC where one has said none. */
    zone: zone.optional(),
    /** Any day of the week; today where nothing is said. */
    day: z.iso.date().optional(),
  }),
  output: z.strictObject({
    zone,
    /** Null: all that staff look after. */
    boardId: boardId.nullable(),
    /** Seven, from Monday; of 23 or 25 hours where clocks change. What is covered and what is not, without a gap between. */
    days: z.array(
      z.strictObject({
        date: z.iso.date(),
        ...between,
        spans: z.array(z.strictObject({ ...between, who: z.array(byline) })),
      }),
    ),
    /** When nobody is there, and how much is open that came in then, or is to be decided by then. */
    gaps: z.array(z.strictObject({ ...between, open: z.int().nonnegative() })),
    now: z.array(byline),
    /** What one has said oneself. */
    own: rotaHours.nullable(),
    /** Whether anybody has said anything. */
    isEmpty: z.boolean(),
    isStaff: z.boolean(),
    /** The boards that one moderates, for choosing one. */
    boards: z.array(board.pick({ id: true, name: true })),
  }),
});

import { z } from 'zod';
import { board, boardId } from '../boards/entity.ts';
import { query } from '../kernel/query.ts';
import { reviewLimits } from './limits.ts';

/** What was decided: of what was held, whether it appeared; of what is decided elsewhere, that it was. */
export const reviewEnd = z.enum(['removed', 'left', 'no-breach', 'published', 'kept-back', 'elsewhere']);
export type ReviewEnd = z.infer<typeof reviewEnd>;

const count = z.int().nonnegative();
/** One for each week. */
const counts = z.array(count);

/** In seconds: half waited no longer, nine of ten waited no longer. */
const wait = z.strictObject({ median: count, ninetieth: count });
export type Wait = z.infer<typeof wait>;

export const reviewNumbers = query('review.numbers', {
  about:
    'Moderators: how moderation is doing on the boards they moderate, by weeks: how long things wait for somebody, what is open, what was reported, how it ended. Nobody stands in it.',
  input: z.strictObject({
    boardId: boardId.optional(),
    /** So many weeks, with the one that has begun. */
    weeks: z.int().min(1).max(reviewLimits.weeks).optional(),
  }),
  output: z.strictObject({
    /** Their Mondays, by UTC, the first first. */
    weeks: z.array(z.iso.date()),
    /** From when something was up for review until somebody first did something about it, by the week it was put up. */
    waits: z.strictObject({
      /** Null where nothing was put up of which somebody has done something since. */
      weeks: z.array(wait.nullable()),
      all: wait.nullable(),
      /** Of what was put up, what nobody has done anything about. */
      untouched: counts,
      /** One person has done all of it, so that it is not shown to others: it would be about them. */
      isAlone: z.boolean(),
    }),
    /** What is open now, by its age: the hours that it has not reached, null for all that is older. */
    open: z.array(z.strictObject({ below: z.int().positive().nullable(), count })),
    /** What was reported, by board; null for what is on none. Boards without any are left out. */
    reports: z.array(z.strictObject({ board: board.pick({ id: true, name: true }).nullable(), counts })),
    /** What was decided, without what was taken back. */
    ends: z.array(z.strictObject({ end: reviewEnd, counts })),
    /** The boards that one moderates, for choosing one. */
    boards: z.array(board.pick({ id: true, name: true })),
    /** There was more than is counted: the latest is. */
    isCut: z.boolean(),
  }),
});

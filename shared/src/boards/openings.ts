import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { hexId } from '../kernel/ids.ts';
import { boardLimits } from './limits.ts';

/** That an admin, for whom a board is not, reads it for an hour all the same, and why. Whoever reads the board reads of it. */
export const opening = z.strictObject({
  id: hexId,
  /** Null once they have left. */
  by: byline.nullable(),
  reason: z.string(),
  at: z.iso.datetime(),
  /** After this it gives no right, whether it was told that it has ended or not. */
  until: z.iso.datetime(),
  /** When it ended, or was closed before. Null as long as nobody has told of its end. */
  endedAt: z.iso.datetime().nullable(),
});
export type Opening = z.infer<typeof opening>;

/** The latest openings of a board, the latest first, and the number of the event that last changed them; 0 for none. */
export const openings = z.strictObject({
  list: z.array(opening).max(boardLimits.opening.kept),
  rev: z.int().nonnegative(),
});
export type Openings = z.infer<typeof openings>;

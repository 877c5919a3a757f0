import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { picture, postedFile } from '../files/entity.ts';
import { threadId } from '../threads/entity.ts';

/** A post whose files somebody puts into the library. */
export const fromPost = z.strictObject({ threadId, no: z.int().positive() });
export type FromPost = z.infer<typeof fromPost>;

/** The same for whoever may read it. */
export const shownFrom = z.strictObject({ ...fromPost.shape, title: z.string() });

/** What stands below a post that the library may have. */
export const takenFrom = z.strictObject({
  ...shownFrom.shape,
  pictures: z.array(picture),
  files: z.array(postedFile),
  /** Null where it was written without a name: the library names who gives, and so nobody takes anything from it. */
  by: byline.nullable(),
  /** `give`: it is one's own. `ask`: one looks after the library, and its author is asked first. */
  may: z.enum(['give', 'ask']).nullable(),
  /** Whether somebody has asked already; said to those who may. */
  wasAsked: z.boolean(),
});
export type TakenFrom = z.infer<typeof takenFrom>;

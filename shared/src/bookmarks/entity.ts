import { z } from 'zod';
import { threadId } from '../threads/entity.ts';

/** When one wants to be reminded, and by which clocks that was said. */
export const reminder = z.strictObject({ at: z.iso.datetime(), zone: z.string().min(1).max(60) });

/** A post that somebody wants to find again, for themselves alone; of a thread the opening post. */
export const bookmark = z.strictObject({
  threadId,
  no: z.int().positive(),
  note: z.string(),
  /** Null where one is not to be reminded. */
  reminder: reminder.nullable(),
  /** The time has come, and one has not said yet that it is done. */
  isDue: z.boolean(),
  at: z.iso.datetime(),
});
export type Bookmark = z.infer<typeof bookmark>;

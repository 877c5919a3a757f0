import { z } from 'zod';
import { boardId } from '../ids.ts';

/** Who may read a board, and a room: everyone, whoever has an account, or moderators and admins. */
export const readers = z.enum(['everyone', 'members', 'staff']);
export type Readers = z.infer<typeof readers>;

const bothLanguages = z.strictObject({ en: z.string(), es: z.string() });

export const board = z.strictObject({
  id: boardId,
  name: bothLanguages,
  purpose: bothLanguages,
  icon: z.string(),
  readers,
  threads: z.int().nonnegative(),
  lastPostAt: z.iso.datetime().nullable(),
});
export type Board = z.infer<typeof board>;

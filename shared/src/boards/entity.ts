import { z } from 'zod';
import { slugId } from '../kernel/ids.ts';
import { readers } from '../kernel/rights.ts';

export const boardId = slugId.brand('BoardId');
export type BoardId = z.infer<typeof boardId>;

/**
 * What a board is for. On a question board answers are accepted; announcements are begun by staff, and all who may read
 * them may reply.
 */
export const boardKind = z.enum(['discussion', 'question', 'announcement']);
export type BoardKind = z.infer<typeof boardKind>;

const bothLanguages = z.strictObject({ en: z.string(), es: z.string() });

export const board = z.strictObject({
  id: boardId,
  name: bothLanguages,
  purpose: bothLanguages,
  icon: z.string(),
  readers,
  kind: boardKind,
  threads: z.int().nonnegative(),
  lastPostAt: z.iso.datetime().nullable(),
});
export type Board = z.infer<typeof board>;

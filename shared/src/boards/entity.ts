import { z } from 'zod';
import { slugId } from '../kernel/ids.ts';
import { readers } from '../kernel/rights.ts';

export const boardId = slugId.brand('BoardId');
export type BoardId = z.infer<typeof boardId>;

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

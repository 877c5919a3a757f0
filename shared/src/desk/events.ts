import { z } from 'zod';
import { boardId } from '../boards/entity.ts';
import { stream } from '../kernel/stream.ts';
import { deskRef } from './entity.ts';
import { ALL } from './kinds.ts';

const deskChanged = z.strictObject({
  type: z.literal('desk.changed'),
  rev: z.int().positive(),
  refs: z.array(deskRef),
  /** Of these entries, threads and boards nothing is to be seen here any more. */
  gone: z.array(z.string()),
});
export type DeskChange = z.infer<typeof deskChanged>;

/** What happens, as it happens: for all staff, and of each board for whoever moderates it. */
export const deskStream = stream('desk', {
  id: z.union([z.literal(ALL), boardId]),
  change: deskChanged,
  audiences: ['moderators'],
});

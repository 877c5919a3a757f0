import { z } from 'zod';
import { stream } from '../kernel/stream.ts';
import { entryId } from '../library/entity.ts';

/** That its numbers are other ones now, or what was reported. They are asked for, with the rights of that moment. */
const countsChanged = z.strictObject({ type: z.literal('entry-counts.changed'), rev: z.int().positive() });
export type CountsChange = z.infer<typeof countsChanged>;

/** One for each entry, and apart from it: what people make of an entry makes it no other one. */
export const entryCountsStream = stream('entry-counts', { id: entryId, change: countsChanged, audiences: ['public'] });

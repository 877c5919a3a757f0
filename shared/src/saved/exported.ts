import { z } from 'zod';
import { entryId } from '../library/entity.ts';

/** What the export of somebody's data has of the entries they have kept: all of them. */
export const exported = {
  savedEntries: z.array(z.strictObject({ id: entryId, note: z.string(), at: z.iso.datetime() })),
};

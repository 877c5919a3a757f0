import { z } from 'zod';
import { entryId } from '../library/entity.ts';

/** What the export of somebody's data has of it: for what they said thanks, or have taken that back. */
export const exported = {
  entryThanks: z.array(z.strictObject({ id: entryId, thanks: z.boolean(), at: z.iso.datetime() })),
};

import { z } from 'zod';
import { entryId } from '../library/entity.ts';
import { complaintReason } from './entity.ts';

/** What the export of somebody's data has of what they reported to the library. */
export const exported = {
  libraryComplaints: z.array(
    z.strictObject({
      entryId,
      reason: complaintReason,
      words: z.string(),
      contact: z.string(),
      at: z.iso.datetime(),
    }),
  ),
};

import { z } from 'zod';
import { hexId } from '../kernel/ids.ts';
import { entryId, entryState } from '../library/entity.ts';

export const complaintId = hexId.brand('ComplaintId');

/** `rights`: somebody else made it, and has not agreed. `privacy`: it tells of somebody. */
export const complaintReason = z.enum(['rights', 'privacy', 'other']);
export type ComplaintReason = z.infer<typeof complaintReason>;

/** As curators read it; of what is their own without words. Who is a member is not told here: what they can be reached by is what they have given. */
export const complaint = z.strictObject({
  id: complaintId,
  entry: z.strictObject({ id: entryId, title: z.string(), state: entryState, isOwn: z.boolean() }),
  reason: complaintReason,
  words: z.string(),
  contact: z.string(),
  at: z.iso.datetime(),
});
export type Complaint = z.infer<typeof complaint>;

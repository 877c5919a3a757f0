import { z } from 'zod';
import { reportReason, reportState, reviewSubject } from './entity.ts';

/** What the export of somebody's data has of reports: those they made, and what they noted as a moderator. */
export const exported = {
  reports: z.array(
    z.strictObject({
      subject: reviewSubject,
      reason: reportReason,
      note: z.string(),
      at: z.iso.datetime(),
      state: reportState,
    }),
  ),
  /** Against what was removed of what they wrote. */
  appeals: z.array(z.strictObject({ words: z.string(), at: z.iso.datetime() })),
  reviewNotes: z.array(z.strictObject({ words: z.string(), at: z.iso.datetime() })),
};

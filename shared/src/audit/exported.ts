import { z } from 'zod';

const at = z.iso.datetime();

/** What the export of somebody's data has of the audit log. */
export const exported = {
  /** What they did to others' things, or looked at. */
  auditedActs: z.array(z.strictObject({ at, act: z.string(), on: z.string(), reason: z.string().nullable() })),
  /** What others did that concerned them. */
  auditedAbout: z.array(z.strictObject({ at, act: z.string() })),
};

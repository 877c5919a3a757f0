import { z } from 'zod';
import { deskKind, deskView } from './entity.ts';

/** What the export of somebody's data has of the desk: what it says of them, and what they have kept. */
export const exported = {
  deskEntries: z.array(z.strictObject({ kind: deskKind, at: z.iso.datetime() })),
  deskViews: z.array(deskView),
};

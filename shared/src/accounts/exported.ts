import { z } from 'zod';
import { deviceSession, me } from './entity.ts';

/** What the export of somebody's data has of their account. */
export const exported = {
  profile: me,
  /** Whether a mail to the address was answered. */
  addressProven: z.boolean(),
  devices: z.array(deviceSession),
  invitations: z.array(z.strictObject({ endsAt: z.iso.datetime(), usesLeft: z.int() })),
};

import { z } from 'zod';
import { role } from '../kernel/rights.ts';
import { sanction } from './entity.ts';

/** What the export of somebody's data has of what moderators decided and noted about them; names of moderators are not in it. */
export const exported = {
  sanctions: z.array(sanction),
  moderatorsNotes: z.array(z.strictObject({ at: z.iso.datetime(), words: z.string(), byRole: role })),
};

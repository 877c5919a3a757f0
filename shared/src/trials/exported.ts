import { z } from 'zod';
import { threadId } from '../threads/entity.ts';
import { trialReport } from './entity.ts';

/** What the export of somebody's data has of reports: those that stand. */
export const exported = {
  trials: z.array(
    z.strictObject({ threadId, no: z.int(), ...trialReport.omit({ id: true, by: true }).shape, school: z.string() }),
  ),
};

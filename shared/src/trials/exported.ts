import { z } from 'zod';
import { entryId } from '../library/entity.ts';
import { threadId } from '../threads/entity.ts';
import { trialReport } from './entity.ts';

const said = { ...trialReport.omit({ id: true, by: true }).shape, school: z.string() };

/** What the export of somebody's data has of reports: those that stand. */
export const exported = {
  trials: z.array(z.strictObject({ threadId, no: z.int(), ...said })),
  entryTrials: z.array(z.strictObject({ entryId, ...said })),
};

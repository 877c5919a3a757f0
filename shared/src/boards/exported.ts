import { z } from 'zod';
import { boardId } from './entity.ts';

/** What the export of somebody's data has of boards: which ones they opened with a reason, as an admin. */
export const exported = {
  boardOpenings: z.array(
    z.strictObject({ boardId, reason: z.string(), at: z.iso.datetime(), until: z.iso.datetime() }),
  ),
};

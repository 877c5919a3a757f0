import { z } from 'zod';
import { threadId } from '../threads/entity.ts';

/** What the export of somebody's data has of pinned threads they folded. */
export const exported = { foldedPins: z.array(z.strictObject({ threadId, until: z.iso.datetime() })) };

import { z } from 'zod';
import { threadId } from '../threads/entity.ts';
import { practiceSource } from './entity.ts';

/** What the export of somebody's data has of practice notes: those they made, and those that name them. */
export const exported = {
  practiceNotes: z.array(z.strictObject({ threadId, ...practiceSource.shape })),
  namedInPractice: z.array(z.strictObject({ threadId, no: z.int() })),
};

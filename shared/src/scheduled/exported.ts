import { z } from 'zod';
import { scheduledPost } from './entity.ts';

/** What the export of somebody's data has of posts that have not appeared: all of their own. */
export const exported = { scheduled: z.array(scheduledPost) };

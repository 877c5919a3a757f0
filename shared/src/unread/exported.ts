import { z } from 'zod';
import { threadId } from '../threads/entity.ts';

/** What the export of somebody's data has of what is unread. */
export const exported = { unread: z.array(threadId) };

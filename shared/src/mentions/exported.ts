import { z } from 'zod';
import { threadId } from '../threads/entity.ts';

/** What the export of somebody's data has of mentions: the posts that name them, of those they may read. */
export const exported = { mentionedIn: z.array(z.strictObject({ threadId, no: z.int() })) };

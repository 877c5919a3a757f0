import { z } from 'zod';
import { threadId } from '../threads/entity.ts';

/** What the export of somebody's data has of ideas: those they voted for, or did and took it back. */
export const exported = {
  ideaVotes: z.array(z.strictObject({ threadId, up: z.boolean(), at: z.iso.datetime() })),
};

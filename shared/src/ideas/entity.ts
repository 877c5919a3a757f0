import { z } from 'zod';

/** What is to become of an idea; staff say so, and why. */
export const ideaState = z.enum(['considering', 'planned', 'done', 'declined']);
export type IdeaState = z.infer<typeof ideaState>;

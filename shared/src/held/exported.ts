import { z } from 'zod';
import { heldPost } from './entity.ts';

/** What the export of somebody's data has of posts that wait for a moderator or have waited: all of their own, and whether all do. */
export const exported = { held: z.array(heldPost), isPaused: z.boolean() };

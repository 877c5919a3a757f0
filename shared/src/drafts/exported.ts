import { z } from 'zod';
import { draft } from './entity.ts';

/** What the export of somebody's data has of their drafts: all of them. */
export const exported = { drafts: z.array(draft) };

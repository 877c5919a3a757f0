import { z } from 'zod';
import { bookmark } from './entity.ts';

/** What the export of somebody's data has of their bookmarks: all of them. */
export const exported = { bookmarks: z.array(bookmark) };

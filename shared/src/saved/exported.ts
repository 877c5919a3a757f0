import { z } from 'zod';
import { entryId } from '../library/entity.ts';
import { savedListId } from './entity.ts';

/** What the export of somebody's data has of the entries they have kept, and of their lists: all of them. */
export const exported = {
  savedEntries: z.array(
    z.strictObject({ id: entryId, note: z.string(), at: z.iso.datetime(), lists: z.array(savedListId) }),
  ),
  savedLists: z.array(z.strictObject({ id: savedListId, name: z.string(), at: z.iso.datetime() })),
};

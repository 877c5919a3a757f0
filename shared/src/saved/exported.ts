import { z } from 'zod';
import { entryId } from '../library/entity.ts';
import { savedListId, sharedWith } from './entity.ts';

/** What the export of somebody's data has of the entries they have kept, and of their lists: all of them. */
export const exported = {
  savedEntries: z.array(
    z.strictObject({ id: entryId, note: z.string(), at: z.iso.datetime(), lists: z.array(savedListId) }),
  ),
  savedLists: z.array(
    z.strictObject({
      ...{ id: savedListId, name: z.string(), at: z.iso.datetime() },
      /** What others read of it, where it is shared. */
      share: z.strictObject({ with: sharedWith, title: z.string(), intro: z.string() }).nullable(),
      /** Why moderators have stopped it, where they have. */
      stopped: z.strictObject({ reply: z.string(), at: z.iso.datetime() }).nullable(),
    }),
  ),
  savedListReports: z.array(z.strictObject({ listId: savedListId, words: z.string(), at: z.iso.datetime() })),
};

import { z } from 'zod';
import { collectionId, collectionState } from './entity.ts';

/** What the export of somebody's data has of the collections that they began. */
export const exported = {
  collections: z.array(
    z.strictObject({
      id: collectionId,
      state: collectionState,
      title: z.string(),
      intro: z.string(),
      /** Headings and notes, in their order. */
      words: z.array(z.string()),
    }),
  ),
};

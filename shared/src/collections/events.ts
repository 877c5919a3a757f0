import { z } from 'zod';
import { stream } from '../kernel/stream.ts';
import { collectionId } from './entity.ts';

/** That it is another one now. Who sees what of it is asked for. */
const collectionChanged = z.strictObject({ type: z.literal('collection.changed'), rev: z.int().positive() });
export type CollectionChange = z.infer<typeof collectionChanged>;

export const collectionStream = stream('collection', {
  id: collectionId,
  change: collectionChanged,
  audiences: ['public'],
});

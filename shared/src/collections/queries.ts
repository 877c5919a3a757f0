import { z } from 'zod';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';
import { entryId } from '../library/entity.ts';
import { collection, collectionCard, collectionId } from './entity.ts';
import { collectionLimits } from './limits.ts';

export const listCollections = query('collection.list', {
  about: 'The collections one may read, the newest first; for curators also those that are not published.',
  input: z.strictObject({
    most: z.int().min(1).max(collectionLimits.page).default(collectionLimits.page),
    /** The last one that one has. */
    after: z.strictObject({ at: z.iso.datetime(), id: collectionId }).optional(),
  }),
  output: z.strictObject({ collections: z.array(collectionCard), more: z.boolean() }),
});

export const getCollection = query('collection.get', {
  about: 'A collection, with those of its entries that one may read, in their order.',
  input: z.strictObject({ collectionId }),
  output: z.strictObject({
    collection,
    /** Whether one may change it. */
    may: z.boolean(),
    position,
  }),
});

export const collectionsOf = query('collection.of', {
  about: 'The collections that an entry stands in, of those that one may read.',
  input: z.strictObject({ entryId }),
  output: z.strictObject({
    collections: z.array(collectionCard.pick({ id: true, title: true })),
    /** Whether one may put it into one. */
    may: z.boolean(),
  }),
});

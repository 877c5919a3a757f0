import { collections as contract } from '@hearth/shared/collections/index';
import { feature, watched } from '../feature.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';
import { usesInCollections } from './uses.ts';
import { collectionAudience, collections as stream } from './stream.ts';

export const collections = feature(contract, {
  commands: {
    'collection.draft': service.draft,
    'collection.change': service.change,
    'collection.add': service.add,
    'collection.turn': service.turn,
  },
  queries: { 'collection.list': queries.list, 'collection.get': queries.get, 'collection.of': queries.of },
  streams: [watched(stream, collectionAudience)],
  entryUses: [usesInCollections],
  personalData,
});

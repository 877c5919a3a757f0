import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { collectionError } from './errors.ts';
import { collectionStream } from './events.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const collections = contract({
  commands: [commands.draftCollection, commands.changeCollection, commands.addToCollection, commands.turnCollection],
  queries: [queries.listCollections, queries.getCollection, queries.collectionsOf],
  streams: [collectionStream],
  reasons: collectionError.reasons,
  exported,
});

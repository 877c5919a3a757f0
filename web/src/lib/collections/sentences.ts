import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused in collections. */
export const collectionSentences = {
  'collection-changed': () => m.error_collection_changed(),
  'collection-full': ({ most = 0 }) => m.error_collection_full({ most }),
  'collection-archived': () => m.error_collection_archived(),
  'collection-empty': () => m.error_collection_empty(),
} as const satisfies Sentences;

addSentences(collectionSentences);

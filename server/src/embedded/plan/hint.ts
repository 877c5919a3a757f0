import { isDocument, type Document, type Maybe } from '../bson/types.ts';
import type { Collection } from '../storage/collection.ts';
import type { CollectionIndex } from '../storage/collection-index.ts';
import { isSameKey } from '../storage/index-spec.ts';
import { badValue, MongoError } from '../values/errors.ts';

export function isNaturalHint(hint: Maybe): hint is Document {
  return isDocument(hint) && '$natural' in hint;
}

/** A hint that says nothing, as drivers send it, is none. */
export function readHint(hint: Maybe): Maybe {
  return isDocument(hint) && Object.keys(hint).length === 0 ? undefined : hint;
}

/** The index that a hint means. A key that several have means none of them: a wrong guess could answer differently. */
export function hintedIndex(collection: Collection, hint: Maybe): CollectionIndex {
  const [found, other] = collection.indexes.filter((index) =>
    typeof hint === 'string' ? index.name === hint : !index.isHidden && isSameKey(index.spec['key'], hint),
  );
  if (other) {
    throw new MongoError(27, 'IndexNotFound', 'Hint matched multiple indexes, must hint by index name.');
  }
  if (!found || found.isHidden) {
    throw badValue(
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  }
  return found;
}

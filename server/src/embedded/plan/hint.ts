import { isDocument, type Document, type Maybe } from '../bson/types.ts';
import type { Collection } from '../storage/collection.ts';
import type { CollectionIndex } from '../storage/collection-index.ts';
import { isSameKey } from '../storage/index-spec.ts';
import { badValue } from '../values/errors.ts';

export function isNaturalHint(hint: Maybe): hint is Document {
  return isDocument(hint) && '$natural' in hint;
}

/** A hint that says nothing, as drivers send it, is none. */
export function readHint(hint: Maybe): Maybe {
  return isDocument(hint) && Object.keys(hint).length === 0 ? undefined : hint;
}

/** The indexes that a hint may mean: one by its name, several that have one key and differ in their filter. */
export function hintedIndexes(collection: Collection, hint: Maybe): CollectionIndex[] {
  const found = collection.indexes.filter((index) =>
    typeof hint === 'string' ? index.name === hint : isSameKey(index.spec['key'], hint),
  );
  if (found.length === 0 || found.every((index) => index.isHidden)) {
    throw badValue(
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  }
  return found;
}

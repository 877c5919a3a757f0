import { collectionStream } from '@hearth/shared/collections/events';
import { nameOf } from '@hearth/shared/kernel/stream';
import type { Reader } from '../../request/context.ts';
import type { StreamDefinition } from '../../streams/definition.ts';
import { blankData } from '../../streams/store.ts';
import { readableCollection } from './reading.ts';
import { advanceCollection, findCollection, isCollectionDurable, type CollectionRecord } from './store.ts';

/** The collection as it stands after the event, without what the event's own number says. */
export interface CollectionData {
  readonly collection: Omit<CollectionRecord, '_id' | 'seq' | 'mark'>;
  /** Whether others may read it from here on, or no more. */
  readonly turns?: true;
  /** Whether an entry has come to it for its readers. */
  readonly brings?: true;
}

export const collections: StreamDefinition<CollectionRecord, CollectionData, typeof collectionStream> = {
  contract: collectionStream,
  findAggregate: findCollection,
  evolve: (_before, id, { seq, mark, data }) => ({ ...data.collection, _id: id, seq, mark }),

  async project(id, events) {
    const last = events.at(-1);
    if (last) await advanceCollection(collections.evolve(null, id, last));
  },

  subjectsOf: () => ['collection'],
  present: (_id, { seq }, _audience, shows) => (shows('collection') ? { type: 'collection.changed', rev: seq } : null),

  /** What it said before goes from the log. */
  async redact(id, events) {
    const last = events.at(-1);
    if (last) await blankData({ stream: nameOf(collectionStream, id), seq: { $lt: last.seq } }, NO_WORDS);
  },

  isDurable: (id, { seq }) => isCollectionDurable(id, seq),
  changesReaders: ({ turns }) => turns === true,
  replacesWords: (_data, seq) => seq > 1,
};

const NO_WORDS = {
  ...{ 'collection.title': '', 'collection.intro.text': '', 'collection.intro.html': '', 'collection.rows': [] },
} as const;

export async function collectionAudience(reader: Reader, id: string): Promise<'public' | null> {
  return (await readableCollection(reader, id)) ? 'public' : null;
}

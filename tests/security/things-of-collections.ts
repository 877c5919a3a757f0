import { collectionWords } from '../support/collections.ts';

/** A list that is not there. */
const NOBODYS = 'fedcba9876543210';

/** About a published collection of somebody else, and an entry that stands in it. */
export function aboutCollections({
  entryId,
  collectionId,
}: {
  readonly entryId: string;
  readonly collectionId: string;
}): Readonly<Record<string, Record<string, unknown>>> {
  const words = collectionWords([entryId]);
  return {
    'collection.draft': { ...words },
    'collection.change': { collectionId, rev: 2, ...words, title: 'Other words' },
    'collection.add': { collectionId, entryId, note: 'A note' },
    'collection.turn': { collectionId, rev: 2, act: 'withdraw' },
    'collection.get': { collectionId },
    'collection.of': { entryId },
    'saved.keep': { entryId, note: 'For May' },
    'saved.seen': { entryId, version: 1 },
    'saved.drop': { entryId },
    'saved.of': { entryId },
    'saved.make-list': { name: 'For May' },
    'saved.rename-list': { listId: NOBODYS, name: 'For June' },
    'saved.drop-list': { listId: NOBODYS },
    'saved.restore-list': { listId: NOBODYS },
    'saved.share': { listId: NOBODYS, with: 'link', title: 'For May', intro: 'What helps.' },
    'saved.unshare': { listId: NOBODYS },
    'saved.report': { list: NOBODYS, words: 'It is unkind.' },
    'saved.settle': { listId: NOBODYS, act: 'keep', reply: '' },
    'saved.shared': { list: NOBODYS },
    'saved.place': { entryId, into: [], out: [NOBODYS] },
    'follow.library': { what: { entryId } },
  };
}

/** Where one learns of what. */
export const CHANNELS = {
  ...{ mention: 'mail', reply: 'bell', answer: 'none', thanks: 'bell', decision: 'bell' },
  library: 'none',
};

import { aCollection } from './collections.ts';
import { anEntry } from './library.ts';
import { present } from './parts.ts';
import type { Person } from './person.ts';

/** What is asked of the store where people make, read and save what belongs together. */

export async function makeCollection(owner: Person, curator: Person): Promise<void> {
  const { id: entryId } = await anEntry({ owner, curator });
  const { id: collectionId } = await aCollection(curator, [entryId]);
  await curator.do('collection.add', { collectionId, entryId, note: 'Why' });
}

export async function saveOfLibrary(person: Person, curator: Person): Promise<void> {
  const { id: entryId } = await anEntry({ owner: person, curator });
  await person.do('saved.keep', { entryId, note: 'For May' });
  await person.see('saved.of', { entryId });
  await person.see('saved.list', { after: { at: new Date().toISOString(), id: '0123456789abcdef' } });
  await person.do('saved.seen', { entryId, version: 1 });
  const { id: listId } = await person.do('saved.make-list', { name: 'For May' });
  await person.do('saved.place', { entryId, into: [listId], out: [] });
  await person.see('saved.lists', {});
  await person.see('saved.list', { listId, after: { at: new Date().toISOString(), id: '0123456789abcdef' } });
  await person.do('saved.rename-list', { listId, name: 'For June' });
  await person.do('saved.place', { entryId, into: [], out: [listId] });
  const said = { listId, title: 'For June', intro: '' };
  const { address } = await person.do('saved.share', { ...said, with: 'link' });
  await person.see('saved.shared', { list: address });
  await curator.do('saved.report', { list: address, words: 'What is it?' });
  await curator.see('saved.reported', {});
  await curator.do('saved.settle', { listId, act: 'keep', reply: '' });
  await person.do('saved.unshare', { listId });
  await person.see('saved.for-groups', {});
  await person.do('saved.drop-list', { listId });
  await person.do('saved.restore-list', { listId });
  await person.do('saved.drop', { entryId });
}

export async function readCollections(person: Person): Promise<void> {
  const { collections } = await person.see('collection.list', { most: 1 });
  const { id, at } = present(collections[0]);
  await person.see('collection.list', { after: { id, at } });
  const { collection } = await person.see('collection.get', { collectionId: id });
  for (const row of collection.rows)
    if (row.kind === 'entry') await person.see('collection.of', { entryId: row.entry.id });
}

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { filePath } from '@hearth/shared/files/address';
import { findPerson } from '@hearth/server/features/accounts/store';
import { EventModel } from '@hearth/server/streams/model';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry, entryWords, turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';

/** The picture that somebody has chosen to stand for an entry. */

let app: TestApp;
let owner: Person;
let curator: Person;
let admin: Person;
let reader: Person;
beforeAll(async () => {
  app = await openApp();
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  admin = await app.person({ name: 'Ada Admin', role: 'admin' });
  reader = await app.person({ name: 'Rita Reader' });
}, 60_000);
afterAll(() => app.close());

async function aPicture(person: Person) {
  return (await upload(person, await gradient(300, 200).jpeg().toBuffer())).id;
}
const statusOf = async (person: Person, fileId: string) =>
  (await fetch(app.url + filePath(fileId, 480), { headers: person.headers() })).status;
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);
const read = async (person: Person, entryId: string) => present((await person.see('library.entry', { entryId })).entry);
const rowOf = async (id: string) => (await reader.see('library.list', {})).entries.find((one) => one.id === id);

/** In which a picture of its own would stand for it. */
async function withPicture(person: Person) {
  const fileId = await aPicture(person);
  return { fileId, parts: [{ kind: 'picture', fileId, alt: 'A map', language: 'en' } as const] };
}

test('a cover of one’s own stands for an entry in lists, on cards and on its page, and is seen by whoever reads it', async () => {
  const { parts, fileId: first } = await withPicture(owner);
  const cover = { fileId: await aPicture(owner), alt: 'A blue door' };
  const waiting = await anEntry({ owner, curator }, 'submitted', { parts, cover });
  expect([await statusOf(reader, cover.fileId), await statusOf(curator, cover.fileId)]).toEqual([404, 200]);
  await turnEntry(curator, waiting, 'publish');
  expect(await statusOf(reader, cover.fileId)).toBe(200);
  expect(await read(reader, waiting.id)).toMatchObject({
    cover: cover.fileId,
    ownCover: { ...cover, width: 300, height: 200 },
    parts: [{ fileId: first }],
  });
  expect((await rowOf(waiting.id))?.cover).toBe(cover.fileId);
  const { cards } = await reader.see('library.cards', { ids: [waiting.id] });
  expect(cards[0]?.row?.cover).toBe(cover.fileId);
  const all = await reader.see('library.export', {});
  expect(all.entries.find(({ id }) => id === waiting.id)?.cover).toEqual({
    title: 'A blue door',
    address: filePath(cover.fileId, 1920),
  });
  const { libraryEntries } = await owner.see('account.export', {});
  expect(libraryEntries.find(({ id }) => id === waiting.id)?.cover).toBe('A blue door');
});

test('it changes as its other words do: what nothing is said of stays, and what is taken off or replaced is deleted', async () => {
  const { parts, fileId: first } = await withPicture(owner);
  const words = entryWords({ parts });
  const one = { fileId: await aPicture(owner), alt: 'One' };
  const { id: entryId, rev } = await owner.do('library.draft', { ...words, cover: one });
  const same = await owner.do('library.change', { ...words, entryId, rev });
  expect((await read(owner, entryId)).ownCover).toMatchObject(one);
  const renamed = { ...one, alt: 'One door' };
  const named = await owner.do('library.change', { ...words, entryId, rev: same.rev, cover: renamed });
  const two = { fileId: await aPicture(owner), alt: 'Two' };
  const other = await owner.do('library.change', { ...words, entryId, rev: named.rev, cover: two });
  expect([await statusOf(owner, one.fileId), await statusOf(owner, two.fileId)]).toEqual([404, 200]);
  // Once it is published curators look after it, as after its title.
  const published = await turnEntry(curator, await turnEntry(owner, other, 'submit'), 'publish');
  const off = { ...words, entryId, rev: published.rev, cover: null };
  expect(await reasonOf(owner, 'library.change', off)).toBe('library-not-now');
  await curator.do('library.change', off);
  expect(await read(reader, entryId)).toMatchObject({ cover: first, ownCover: null });
  expect([await statusOf(owner, two.fileId), await statusOf(reader, first)]).toEqual([404, 200]);
});

test('what is not one’s own, no picture, in use, or said of a child is refused', async () => {
  const fileId = await aPicture(reader);
  const draft = (person: Person, cover: object, more = {}) =>
    reasonOf(person, 'library.draft', { ...entryWords(more), cover });
  expect(await draft(owner, { fileId, alt: '' })).toBe('no-such-thing');
  expect(await draft(reader, { fileId, alt: 'My student Maria Lopez has an IEP, call 555-201-3344' })).toBe(
    'student-information',
  );
  const twice = [{ kind: 'picture', fileId, alt: '', language: 'en' }];
  expect(await draft(reader, { fileId, alt: '' }, { parts: twice })).toBe('invalid-input');
  await reader.do('library.draft', { ...entryWords(), cover: { fileId, alt: '' } });
  expect(await draft(reader, { fileId, alt: '' })).toBe('file-in-use');
});

test('it is hidden and removed with the entry, and nothing of it is left', async () => {
  const cover = { fileId: await aPicture(owner), alt: 'A very blue door' };
  const published = await anEntry({ owner, curator }, 'published', { cover });
  const hidden = await turnEntry(curator, published, 'hide');
  expect([await statusOf(reader, cover.fileId), await statusOf(owner, cover.fileId)]).toEqual([404, 200]);
  await turnEntry(curator, hidden, 'remove');
  await app.settled();
  expect([await statusOf(owner, cover.fileId), await statusOf(admin, cover.fileId)]).toEqual([404, 404]);
  const events = await EventModel.find({ stream: `entry:${published.id}` }).lean();
  expect(JSON.stringify(events.at(-1))).not.toContain('A very blue door');
});

test.each(['keep', 'remove'] as const)('whoever chose it leaves, and is to %s their words', async (words) => {
  const leaving = await app.person({ name: `Lea ${words}`, role: 'moderator' });
  const { id: entryId, rev } = await anEntry({ owner, curator });
  const cover = { fileId: await aPicture(leaving), alt: `The door that Lea is to ${words}` };
  await leaving.do('library.change', { ...entryWords(), entryId, rev, cover });
  expect((await read(reader, entryId)).cover).toBe(cover.fileId);
  const { email } = present(await findPerson(leaving.personId));
  await leaving.do('account.erase', { email, words });
  await app.settled();
  const stays = words === 'keep';
  const { ownCover, state } = await read(reader, entryId);
  expect([ownCover?.alt, state]).toEqual([stays ? cover.alt : undefined, 'published']);
  expect(await statusOf(reader, cover.fileId)).toBe(stays ? 200 : 404);
  const events = JSON.stringify(await EventModel.find({ stream: `entry:${entryId}` }).lean());
  expect(events.includes(cover.alt)).toBe(stays);
});

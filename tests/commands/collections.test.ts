import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { findPerson } from '@hearth/server/features/accounts/store';
import { EventModel } from '@hearth/server/streams/model';
import { collectionLimits } from '@hearth/shared/collections/limits';
import type { EntryAudience } from '@hearth/shared/library/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aCollection, collectionWords } from '../support/collections.ts';
import { anEntry, turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

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
});
afterAll(() => app.close());

const give = (title: string, audience: EntryAudience = 'everyone') =>
  anEntry({ owner, curator }, 'published', { title, audience });
const see = (person: Person, collectionId: string) => person.see('collection.get', { collectionId });
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);
const seen = async (person: Person, collectionId: string) =>
  (await see(person, collectionId)).collection.rows.map((row) => (row.kind === 'heading' ? row.text : row.entry.title));

test('curators put entries into an order, with an introduction, headings and notes, and publish it', async () => {
  const [bus, food] = [await give('Buses'), await give('Food')];
  const rows = [
    { kind: 'heading', text: 'Begin here' },
    { kind: 'entry', entryId: food.id, note: 'Read this first.' },
    { kind: 'entry', entryId: bus.id, note: '' },
  ] as const;
  const words = { ...collectionWords([]), rows: [...rows] };
  const draft = await curator.do('collection.draft', words);
  for (const person of [app.stranger(), reader])
    expect(reasonIn((await person.get('collection.get', { collectionId: draft.id })).body)).toBe('no-such-thing');
  expect((await see(admin, draft.id)).collection.state).toBe('draft');
  await curator.do('collection.turn', { collectionId: draft.id, rev: draft.rev, act: 'publish' });
  const { collection, may } = await see(app.stranger(), draft.id);
  expect([collection, may]).toMatchObject([
    { title: 'The first month', by: { name: 'Cora Curator' }, state: 'published', kept: null },
    false,
  ]);
  expect(collection.intro).toContain('<strong>new coordinators</strong>');
  expect(collection.rows).toMatchObject([
    { kind: 'heading', text: 'Begin here' },
    { kind: 'entry', entry: { title: 'Food' }, note: 'Read this first.' },
    { kind: 'entry', entry: { title: 'Buses' }, note: '' },
  ]);
  const { collections } = await app.stranger().see('collection.list', {});
  expect(collections[0]).toMatchObject({ id: draft.id, entries: 2, cover: { picture: null, kind: 'template' } });
  const of = await app.stranger().see('collection.of', { entryId: bus.id });
  expect(of).toEqual({ collections: [{ id: draft.id, title: 'The first month' }], may: false });
});

test('what one may not read is not shown, not counted, and no heading tells of it', async () => {
  const [open, inner] = [await give('For all'), await give('For members', 'members')];
  const words = collectionWords([open.id]);
  const { id } = await aCollection(curator, [], {
    rows: [
      ...words.rows,
      { kind: 'heading', text: 'Among ourselves' },
      { kind: 'entry', entryId: inner.id, note: 'A word.' },
    ],
  });
  const count = async (person: Person) =>
    (await person.see('collection.list', {})).collections.find((one) => one.id === id)?.entries;
  expect([await seen(app.stranger(), id), await count(app.stranger())]).toEqual([['For all'], 1]);
  expect([await seen(reader, id), await count(reader)]).toEqual([['For all', 'Among ourselves', 'For members'], 2]);
  // What an entry stands in is told to those who may read the entry.
  expect(reasonIn((await app.stranger().get('collection.of', { entryId: inner.id })).body)).toBe('no-such-thing');
  expect((await reader.see('collection.of', { entryId: inner.id })).collections).toHaveLength(1);
});

test('what is archived is marked, what is hidden is away until it is shown again, what is removed is gone', async () => {
  const [one, two, three] = [await give('One'), await give('Two'), await give('Three')];
  const { id, rev } = await aCollection(
    curator,
    [one, two, three].map((its) => its.id),
  );
  await turnEntry(curator, one, 'archive');
  const hidden = await turnEntry(curator, two, 'hide');
  const { collection } = await see(reader, id);
  expect(collection.rows).toMatchObject([{ entry: { state: 'archived' } }, { entry: { title: 'Three' } }]);
  expect(await seen(curator, id)).toEqual(['One', 'Two', 'Three']);
  await turnEntry(curator, hidden, 'show');
  await turnEntry(curator, three, 'remove');
  for (const person of [reader, curator]) expect(await seen(person, id)).toEqual(['One', 'Two']);
  // Changed with what is gone still in it, it keeps its order.
  const words = collectionWords([two.id, three.id, one.id]);
  await curator.do('collection.change', { collectionId: id, rev, ...words });
  expect(await seen(reader, id)).toEqual(['Two', 'One']);
});

test('it may be for members or a group, and others find nothing of it', async () => {
  const group = { name: 'Iowa', purpose: 'Coordinators.', language: 'en', kind: 'open' } as const;
  const { id: groupId } = await curator.do('group.create', group);
  await reader.do('group.join', { groupId });
  await app.settled();
  const { id: entry } = await give('Anything');
  const inside = await aCollection(curator, [entry], { audience: 'groups', groups: [groupId] });
  const members = await aCollection(curator, [entry], { audience: 'members' });
  const found = async (person: Person) => {
    const { collections } = await person.see('collection.list', {});
    const of = await person.see('collection.of', { entryId: entry });
    return [inside.id, members.id].map((id) => [
      collections.some((one) => one.id === id),
      of.collections.some((one) => one.id === id),
    ]);
  };
  const [no, yes] = [
    [false, false],
    [true, true],
  ];
  expect(await found(app.stranger())).toEqual([no, no]);
  expect(await found(owner)).toEqual([no, yes]);
  expect(await found(reader)).toEqual([yes, yes]);
  expect(await found(admin)).toEqual([yes, yes]);
  const others = collectionWords([entry], { audience: 'groups', groups: [groupId] });
  expect(await reasonOf(admin, 'collection.draft', others)).toBe('invalid-input');
});

test('an entry is put into a collection from its own page, once, and up to as many as there may be', async () => {
  const { id: entryId } = await give('Put in');
  const { id: collectionId } = await aCollection(curator, [(await give('There')).id]);
  await curator.do('collection.add', { collectionId, entryId, note: 'First' });
  await admin.do('collection.add', { collectionId, entryId, note: 'Second' });
  expect(present((await see(reader, collectionId)).collection.rows.at(-1))).toMatchObject({ note: 'Second' });
  expect(await seen(reader, collectionId)).toEqual(['There', 'Put in']);
  const headings = Array.from(
    { length: collectionLimits.rows },
    (_, n) => ({ kind: 'heading', text: `${n}` }) as const,
  );
  const full = await curator.do('collection.draft', { ...collectionWords([]), rows: headings });
  const more = { collectionId: full.id, entryId, note: '' };
  expect(await reasonOf(curator, 'collection.add', more)).toBe('collection-full');
  expect(await reasonOf(reader, 'collection.add', { ...more, collectionId })).toBe('not-allowed');
  const unknown = { collectionId, entryId: '0123456789abcdef', note: '' };
  expect(await reasonOf(curator, 'collection.add', unknown)).toBe('no-such-thing');
  const empty = { collectionId: full.id, rev: full.rev, act: 'publish' };
  expect(await reasonOf(curator, 'collection.turn', empty)).toBe('collection-empty');
});

test('twice is once, whoever comes second is told, and each act stands in the log', async () => {
  const { id: entryId } = await give('Once');
  const commandId = randomUUID();
  const [first, again] = [
    await curator.do('collection.draft', collectionWords([entryId, entryId]), commandId),
    await curator.do('collection.draft', collectionWords([entryId, entryId]), commandId),
  ];
  expect(again).toEqual(first);
  expect(await seen(curator, first.id)).toEqual(['Once']);
  const change = { collectionId: first.id, rev: first.rev, ...collectionWords([entryId], { title: 'Another' }) };
  await admin.do('collection.change', change);
  expect(await reasonOf(curator, 'collection.change', change)).toBe('collection-changed');
  const { entries } = await admin.see('audit.list', { act: 'collection.change' });
  expect(entries[0]).toMatchObject({
    by: { name: 'Ada Admin' },
    on: { kind: 'collection', id: first.id, name: { en: 'Another', es: 'Another' } },
  });
});

test('taken back it is a draft, and removed it is gone, words and all', async () => {
  const { id: entryId } = await give('Stays');
  const published = await aCollection(curator, [entryId], { title: 'Goes away' });
  const turn = (rev: number, act: string) => curator.post('collection.turn', { collectionId: published.id, rev, act });
  await turn(published.rev, 'withdraw');
  expect(reasonIn((await reader.get('collection.get', { collectionId: published.id })).body)).toBe('no-such-thing');
  await turn(published.rev + 1, 'remove');
  for (const person of [curator, admin, reader])
    expect(reasonIn((await person.get('collection.get', { collectionId: published.id })).body)).toBe('no-such-thing');
  expect((await reader.see('library.entry', { entryId })).entry?.title).toBe('Stays');
  await app.settled();
  const events = JSON.stringify(await EventModel.find({ stream: `collection:${published.id}` }).lean());
  expect(events).not.toContain('Goes away');
});

test.each(['keep', 'remove'] as const)('a curator leaves, and is to %s their words', async (words) => {
  const leaving = await app.person({ name: `Lea ${words}`, role: 'moderator' });
  const { id: entryId } = await give('Not theirs');
  const { id: collectionId } = await aCollection(leaving, [entryId], { title: 'Of somebody' });
  expect((await leaving.see('account.export', {})).collections).toMatchObject([
    { id: collectionId, title: 'Of somebody', words: [`Why ${entryId}`] },
  ]);
  const { email } = present(await findPerson(leaving.personId));
  await leaving.do('account.erase', { email, words });
  await app.settled();
  if (words === 'keep')
    expect((await see(reader, collectionId)).collection).toMatchObject({ by: null, title: 'Of somebody' });
  else expect(reasonIn((await reader.get('collection.get', { collectionId })).body)).toBe('no-such-thing');
  const events = JSON.stringify(await EventModel.find({ stream: `collection:${collectionId}` }).lean());
  expect(events).not.toContain(leaving.personId);
});

test('the list goes on page by page, for curators with what is not published', async () => {
  const { id: entryId } = await give('Of many');
  const made = [];
  for (let n = 0; n < 3; n++) {
    app.clock.advance(1_000);
    made.push((await aCollection(curator, [entryId], { title: `Many ${n}` })).id);
  }
  app.clock.advance(1_000);
  const draft = await curator.do('collection.draft', collectionWords([entryId]));
  const first = await reader.see('collection.list', { most: 2 });
  expect([first.collections.map(({ id }) => id), first.more]).toEqual([[made[2], made[1]], true]);
  const { at, id } = present(first.collections.at(-1));
  const next = await reader.see('collection.list', { most: 1, after: { at, id } });
  expect(next.collections.map((one) => one.id)).toEqual([made[0]]);
  expect((await curator.see('collection.list', { most: 1 })).collections.map((one) => one.id)).toEqual([draft.id]);
});

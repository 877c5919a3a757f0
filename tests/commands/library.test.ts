import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { downloadPath } from '@hearth/shared/files/address';
import type { EntryAudience } from '@hearth/shared/library/entity';
import { libraryLimits } from '@hearth/shared/library/limits';
import { findPerson } from '@hearth/server/features/accounts/store';
import { EventModel } from '@hearth/server/streams/model';
import { openApp, type TestApp } from '../support/app.ts';
import { pdf } from '../support/documents.ts';
import { anEntry, entryWords, turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';

let app: TestApp;
let owner: Person;
let curator: Person;
let admin: Person;
let reader: Person;
beforeAll(async () => {
  app = await openApp();
  owner = await app.person({ name: 'Olga Owner', work: 'coordinator', school: 'Lincoln' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  admin = await app.person({ name: 'Ada Admin', role: 'admin' });
  reader = await app.person({ name: 'Rita Reader' });
});
afterAll(() => app.close());

const see = (person: Person, entryId: string) => person.see('library.entry', { entryId });
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);
const fieldsOf = async (person: Person, name: string, input: object) => {
  const { body } = await person.post(name, input);
  return JSON.parse(JSON.stringify(body)).error?.fields;
};

async function aFile(person: Person) {
  const { id } = await upload(person, pdf('Survey'), 'attachment', 'survey.pdf');
  return { kind: 'file', fileId: id, name: 'Survey', language: 'es' } as const;
}
const download = (person: Person, fileId: string) =>
  fetch(app.url + downloadPath(fileId), { headers: person.headers() });

test('something is proposed, asked to be changed, sent again, published, found and opened', async () => {
  const file = await aFile(owner);
  const parts = [file, ...entryWords().parts];
  const first = await owner.do('library.draft', entryWords({ parts, summary: 'Ten **good** questions.' }));
  const sent = await turnEntry(owner, first, 'submit');
  const waiting = await curator.see('library.queue', {});
  expect(waiting.entries.map(({ id }) => id)).toContain(first.id);
  const asked = await turnEntry(curator, sent, 'ask');
  const { entry: own, may } = await see(owner, first.id);
  expect(own).toMatchObject({
    state: 'changes',
    reason: 'Because of ask',
    kept: { decidedBy: { name: 'Cora Curator' } },
  });
  expect(may).toMatchObject({ change: true, turns: ['submit', 'discard'] });
  const words = { ...entryWords({ parts }), title: 'Encuesta para familias' };
  const changed = await owner.do('library.change', { entryId: first.id, rev: asked.rev, ...words });
  const again = await turnEntry(owner, changed, 'submit');
  await turnEntry(curator, again, 'publish');
  const { entries } = await app.stranger().see('library.list', {});
  expect(entries[0]).toMatchObject({ id: first.id, title: words.title, languages: ['en', 'es'], state: 'published' });
  const { entry, closed } = await see(app.stranger(), first.id);
  expect(entry).toMatchObject({
    by: { name: 'Olga Owner', school: 'Lincoln' },
    reason: '',
    kept: null,
    isUnreviewed: false,
  });
  expect([entry?.parts.map(({ kind }) => kind), closed]).toEqual([['file', 'link'], null]);
  expect(await (await download(app.stranger(), file.fileId)).text()).toContain('%PDF');
});

test('what is not whole is not sent, and it is said what is missing', async () => {
  const bare = await owner.do('library.draft', entryWords({ parts: [], mayShare: false, licence: null }));
  const input = { entryId: bare.id, rev: bare.rev, act: 'submit', reason: '' };
  expect(await fieldsOf(owner, 'library.turn', input)).toEqual({
    ...{ parts: 'missing', licence: 'missing', mayShare: 'missing' },
  });
  const sent = await anEntry({ owner, curator }, 'submitted');
  const ask = { entryId: sent.id, rev: sent.rev, act: 'ask', reason: '  ' };
  expect(await reasonOf(curator, 'library.turn', ask)).toBe('library-reason');
  expect((await see(owner, sent.id)).entry?.state).toBe('submitted');
});

test('H34: links lead to the web alone', async () => {
  for (const url of ['javascript:alert(1)', 'ftp://example.org/a', 'https://ana:secret@example.org/', 'survey']) {
    const parts = [{ kind: 'link', url, title: '', language: 'en' } as const];
    expect([url, await reasonOf(owner, 'library.draft', entryWords({ parts }))]).toEqual([url, 'library-link']);
  }
});

test('a command that comes twice is one, and bad input is refused', async () => {
  const id = randomUUID();
  const [first, second] = [
    await owner.do('library.draft', entryWords(), id),
    await owner.do('library.draft', entryWords(), id),
  ];
  expect(second).toEqual(first);
  const turn = randomUUID();
  const submit = { entryId: first.id, rev: first.rev, act: 'submit', reason: '' } as const;
  const sent = await owner.do('library.turn', submit, turn);
  expect(await owner.do('library.turn', submit, turn)).toEqual(sent);
  expect(await reasonOf(owner, 'library.draft', { ...entryWords(), kind: 'song' })).toBe('invalid-input');
  expect(await reasonOf(owner, 'library.turn', { ...submit, act: 'edit' })).toBe('invalid-input');
  expect(await reasonOf(app.stranger(), 'library.draft', entryWords())).toBe('sign-in-first');
  expect(await reasonOf(app.stranger(), 'library.queue', {})).toBeTruthy();
});

test('H34: whoever decides about what has changed is told, and nothing happens', async () => {
  const sent = await anEntry({ owner, curator }, 'submitted');
  const back = await turnEntry(owner, sent, 'withdraw');
  const words = entryWords({ title: 'Newer' });
  const newer = await owner.do('library.change', { entryId: sent.id, rev: back.rev, ...words });
  await turnEntry(owner, newer, 'submit');
  const late = { entryId: sent.id, rev: sent.rev, act: 'publish', reason: '' };
  expect(await reasonOf(curator, 'library.turn', late)).toBe('library-changed');
  expect(await reasonOf(curator, 'library.change', { entryId: sent.id, rev: sent.rev, ...words })).toBe(
    'library-changed',
  );
});

test('an admin publishes what is their own, and it is said and logged', async () => {
  const draft = await admin.do('library.draft', entryWords());
  await turnEntry(admin, draft, 'publish-own');
  expect((await see(reader, draft.id)).entry?.isUnreviewed).toBe(true);
  const { entries } = await admin.see('audit.list', { act: 'library.turn' });
  expect(entries[0]).toMatchObject({ by: { name: 'Ada Admin' }, on: { kind: 'entry', id: draft.id } });
  const own = await curator.do('library.draft', entryWords());
  const input = { entryId: own.id, rev: own.rev, act: 'publish-own', reason: '' };
  expect(await reasonOf(curator, 'library.turn', input)).toBe('not-allowed');
});

test('its owner hears of each decision at the bell, once, and nobody of what they do themselves', async () => {
  const olga = await app.person({ name: 'Olga Other' });
  const news = async () => {
    await app.settled();
    const { entries, total } = await olga.see('bell.list', {});
    return [entries.map(({ state, isNew }) => [state, isNew]), total, (await olga.see('bell.count', {})).total];
  };
  const sent = await anEntry({ owner: olga, curator }, 'submitted');
  expect(await news()).toEqual([[], 0, 0]);
  const asked = await turnEntry(curator, sent, 'ask');
  expect(await news()).toEqual([[['changes', true]], 1, 1]);
  await olga.do('bell.read', { entryId: sent.id });
  expect(await news()).toEqual([[['changes', false]], 0, 0]);
  // What was sent again is no news any more.
  const again = await turnEntry(olga, asked, 'submit');
  expect(await news()).toEqual([[], 0, 0]);
  await turnEntry(curator, again, 'publish');
  expect(await news()).toEqual([[['published', true]], 1, 1]);
});

test('H34: members and groups have what is for them, and others find nothing of it', async () => {
  const group = { name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind: 'invited' } as const;
  const { id: groupId } = await admin.do('group.create', group);
  for (const { personId } of [owner, reader]) await admin.do('group.invite', { groupId, personId });
  for (const person of [owner, reader]) await person.do('group.join', { groupId });
  await app.settled();
  const member = await app.person();
  const give = (audience: EntryAudience, groups = [groupId]) =>
    anEntry({ owner, curator }, 'published', { audience, groups, title: `For ${audience}` });
  const all = [await give('everyone', []), await give('members', []), await give('groups')];
  const found = async (person: Person) => {
    const { entries } = await person.see('library.list', {});
    const opened = await Promise.all(all.map(({ id }) => reasonOfGet(person, id)));
    return [all.map(({ id }) => entries.some((one) => one.id === id)), opened.map((reason) => reason === null)];
  };
  const [none, some, every] = [
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ];
  expect(await found(app.stranger())).toEqual([none, none]);
  expect(await found(member)).toEqual([some, some]);
  for (const person of [reader, owner, curator, admin]) expect(await found(person)).toEqual([every, every]);
  // One gives to groups that one is in.
  const others = entryWords({ audience: 'groups', groups: [groupId] });
  expect(await fieldsOf(member, 'library.draft', others)).toEqual({ groups: 'choice' });
  expect(await fieldsOf(owner, 'library.draft', entryWords({ audience: 'groups' }))).toEqual({ groups: 'choice' });
});

async function reasonOfGet(person: Person, entryId: string) {
  return reasonIn((await person.get('library.entry', { entryId })).body);
}

test('the list is narrowed by kind and by language, and goes on page by page', async () => {
  const es = [{ kind: 'link', url: 'https://example.org/es', title: '', language: 'es' } as const];
  const made = [];
  for (let n = 0; n < 3; n++) {
    app.clock.advance(1_000);
    made.push(await anEntry({ owner, curator }, 'published', { kind: 'toolkit', parts: es, title: `Toolkit ${n}` }));
  }
  const ids = made.map(({ id }) => id).reverse();
  const list = async (input: object) => (await reader.see('library.list', input)).entries.map(({ id }) => id);
  expect(await list({ kind: ['toolkit'] })).toEqual(ids);
  expect(await list({ kind: ['slides'] })).toEqual([]);
  expect((await list({ language: ['es'] })).slice(0, 3)).toEqual(ids);
  expect(await list({ kind: ['toolkit'], language: ['other'] })).toEqual([]);
  const { entries } = await reader.see('library.list', { kind: ['toolkit'] });
  const { at, id } = present(entries[0]);
  expect(await list({ kind: ['toolkit'], after: { at, id } })).toEqual(ids.slice(1));
});

test('H34: what is removed is gone at once with its files, and those who could read it are told why', async () => {
  const file = await aFile(owner);
  const bytes = await gradient(40, 20).png().toBuffer();
  const { id: fileId } = await upload(owner, bytes, 'picture', 'a.png');
  const parts = [file, { kind: 'picture', fileId, alt: 'A survey', language: 'en' } as const];
  const published = await anEntry({ owner, curator }, 'published', { parts, title: 'Tells of a child' });
  expect((await download(app.stranger(), file.fileId)).status).toBe(200);
  await turnEntry(curator, published, 'remove');
  const statuses = await Promise.all(
    [owner, curator, reader].map(async (one) => (await download(one, file.fileId)).status),
  );
  expect(statuses).toEqual([404, 404, 404]);
  const { entry, closed } = await see(app.stranger(), published.id);
  expect([entry, closed]).toMatchObject([null, { state: 'removed', reason: 'Because of remove' }]);
  await app.settled();
  const events = JSON.stringify(await EventModel.find({ stream: `entry:${published.id}` }).lean());
  expect(events).not.toContain('Tells of a child');
  expect((await reader.see('library.list', {})).entries.map(({ id }) => id)).not.toContain(published.id);
});

test('H34: what is hidden is closed to others, with its files, and open to its owner', async () => {
  const file = await aFile(owner);
  const published = await anEntry({ owner, curator }, 'published', { parts: [file] });
  const hidden = await turnEntry(curator, published, 'hide');
  expect((await see(reader, published.id)).closed).toMatchObject({ state: 'hidden', reason: '' });
  expect((await see(owner, published.id)).entry?.reason).toBe('Because of hide');
  expect([(await download(reader, file.fileId)).status, (await download(owner, file.fileId)).status]).toEqual([
    404, 200,
  ]);
  await turnEntry(curator, hidden, 'show');
  expect((await download(reader, file.fileId)).status).toBe(200);
});

test('nobody begins more than they finish', async () => {
  const busy = await app.person({ name: 'Bea Busy' });
  for (let n = 0; n < libraryLimits.unpublished; n++)
    await busy.do('library.draft', entryWords({ title: `Draft ${n}` }));
  expect(await reasonOf(busy, 'library.draft', entryWords())).toBe('library-full');
  const [one] = (await busy.see('library.mine', {})).entries;
  const { entry } = await see(busy, present(one).id);
  await turnEntry(busy, present(entry), 'discard');
  await busy.do('library.draft', entryWords());
});

test.each(['keep', 'remove'] as const)('who leaves, and is to %s their words', async (words) => {
  const leaving = await app.person({ name: `Lea ${words}` });
  const file = await aFile(leaving);
  const published = await anEntry({ owner: leaving, curator }, 'published', { parts: [file] });
  const draft = await leaving.do('library.draft', entryWords({ title: 'Nobody reads this' }));
  const { libraryEntries } = await leaving.see('account.export', {});
  expect(libraryEntries).toHaveLength(2);
  expect(libraryEntries).toContainEqual(expect.objectContaining({ parts: ['Survey.pdf'], state: 'published' }));
  const { email } = present(await findPerson(leaving.personId));
  await leaving.do('account.erase', { email, words });
  await app.settled();
  expect(await reasonOfGet(admin, draft.id)).toBe('no-such-thing');
  const { entry, closed } = await see(reader, published.id);
  if (words === 'keep') expect(entry).toMatchObject({ by: null, title: 'Family survey' });
  else expect(closed?.state).toBe('removed');
  expect((await download(reader, file.fileId)).status).toBe(words === 'keep' ? 200 : 404);
  const events = JSON.stringify(
    await EventModel.find({ stream: { $in: [published, draft].map(({ id }) => `entry:${id}`) } }).lean(),
  );
  expect(events).not.toContain(leaving.personId);
  expect(events).not.toContain('Nobody reads this');
});

test('a curator who leaves is named nowhere', async () => {
  const cleo = await app.person({ name: 'Cleo Curator', role: 'moderator' });
  const { id } = await anEntry({ owner, curator: cleo });
  const { email } = present(await findPerson(cleo.personId));
  await cleo.do('account.erase', { email, words: 'keep' });
  await app.settled();
  const { entry } = await see(owner, id);
  expect(entry?.kept).toMatchObject({ decidedBy: null, publishedBy: null });
  const events = JSON.stringify(await EventModel.find({ stream: `entry:${id}` }).lean());
  expect(events).not.toContain(cleo.personId);
});

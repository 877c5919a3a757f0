import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { downloadPath } from '@hearth/shared/files/address';
import type { EntryId } from '@hearth/shared/library/entity';
import { libraryLimits } from '@hearth/shared/library/limits';
import { findPerson } from '@hearth/server/features/accounts/store';
import { EventModel } from '@hearth/server/streams/model';
import { openApp, type TestApp } from '../support/app.ts';
import { pdf } from '../support/documents.ts';
import {
  anEntry,
  entryWords,
  otherParts,
  renewEntry,
  turnEntry,
  turnVersion,
  versionRead,
} from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { upload } from '../support/uploads.ts';

let app: TestApp;
let owner: Person;
let curator: Person;
let other: Person;
let admin: Person;
let reader: Person;
beforeAll(async () => {
  app = await openApp();
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  other = await app.person({ name: 'Otto Other', role: 'moderator' });
  admin = await app.person({ name: 'Ada Admin', role: 'admin' });
  reader = await app.person({ name: 'Rita Reader' });
});
afterAll(() => app.close());

const see = (person: Person, entryId: EntryId, version?: number) =>
  person.see('library.entry', { entryId, ...(version && { version }) });
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);

async function aFile(person: Person, words: string) {
  const { id } = await upload(person, pdf(words), 'attachment', 'survey.pdf');
  return { kind: 'file', fileId: id, name: words, language: 'en' } as const;
}
const download = (person: Person, fileId: string) =>
  fetch(app.url + downloadPath(fileId), { headers: person.headers() });
const statusOf = async (person: Person, fileId: string) => (await download(person, fileId)).status;

async function bellOf(person: Person) {
  await app.settled();
  return (await person.see('bell.list', {})).entries.map(({ news, state, reason }) => [news, state, reason]);
}

test('a new version waits, is seen by its owner and curators alone, and takes the place of the one before', async () => {
  const first = await aFile(owner, 'First');
  const { id } = await anEntry({ owner, curator }, 'published', { parts: [first] });
  const second = await aFile(owner, 'Second');
  const sent = await renewEntry(owner, id, { parts: [second], what: 'New dates' });
  expect(sent).toMatchObject({ version: 2, current: 1 });
  expect(
    await Promise.all([owner, curator, reader, app.stranger()].map((one) => statusOf(one, second.fileId))),
  ).toEqual([...[200, 200, 404, 404]]);
  expect((await see(reader, id)).versions).toMatchObject({ current: 1, shown: 1, proposed: null });
  expect((await see(reader, id)).entry?.parts).toMatchObject([{ fileId: first.fileId }]);
  const waiting = await curator.see('library.renewed', {});
  expect(waiting.entries.map((one) => one.id)).toContain(id);
  expect((await see(curator, id)).versions?.proposed).toMatchObject({
    no: 2,
    what: 'New dates',
    by: { name: 'Olga Owner' },
  });
  await turnVersion(curator, id, 'accept', 2);
  const { entry, versions } = await see(app.stranger(), id);
  expect(entry?.parts).toMatchObject([{ fileId: second.fileId }]);
  expect(versions?.all.map(({ no, what, by }) => [no, what, by?.name])).toEqual([
    [2, 'New dates', 'Olga Owner'],
    [1, '', 'Olga Owner'],
  ]);
  expect((await see(app.stranger(), id, 1)).entry?.parts).toMatchObject([{ fileId: first.fileId }]);
  expect(await (await download(app.stranger(), first.fileId)).text()).toContain('First');
  expect((await curator.see('library.renewed', {})).entries.map((one) => one.id)).not.toContain(id);
  expect((await bellOf(owner))[0]).toEqual(['renewed', 'published', 'Because of accept']);
});

test('H37: nobody decides about their own version, and what another has sent is decided first', async () => {
  const { id } = await anEntry({ owner, curator });
  await renewEntry(curator, id);
  const read = { ...(await versionRead(curator, id)), no: 2, reason: 'Why' };
  for (const act of ['accept', 'refuse'] as const)
    expect([act, await reasonOf(curator, 'library.version', { ...read, act })]).toEqual([act, 'not-allowed']);
  for (const act of ['accept', 'refuse', 'retract', 'again'] as const)
    expect([act, await reasonOf(owner, 'library.version', { ...read, act })]).toEqual([act, 'not-allowed']);
  expect(await reasonOf(reader, 'library.version', { ...read, act: 'accept' })).toBe('not-allowed');
  const mine = { ...(await versionRead(owner, id)), parts: otherParts('mine'), what: 'Mine', isSmall: false };
  expect(await reasonOf(owner, 'library.renew', mine)).toBe('library-not-now');
  expect(await reasonOf(reader, 'library.renew', mine)).toBe('not-allowed');
  await turnVersion(other, id, 'accept', 2);
  expect((await see(reader, id)).versions?.all[0]?.by?.name).toBe('Cora Curator');
});

test('an admin decides about their own, and it is logged', async () => {
  const { id } = await anEntry({ owner: admin, curator });
  await renewEntry(admin, id);
  await turnVersion(admin, id, 'accept', 2);
  const { entries } = await admin.see('audit.list', { act: 'library.version' });
  expect(entries[0]).toMatchObject({ by: { name: 'Ada Admin' }, on: { kind: 'entry', id } });
});

test('what is sent back goes with its files, and its owner hears why; a number is given once', async () => {
  const { id } = await anEntry({ owner, curator });
  const file = await aFile(owner, 'Not this');
  await renewEntry(owner, id, { parts: [file] });
  const bare = { ...(await versionRead(curator, id)), no: 2, act: 'refuse', reason: ' ' };
  expect(await reasonOf(curator, 'library.version', bare)).toBe('library-reason');
  await turnVersion(curator, id, 'refuse', 2);
  expect((await bellOf(owner))[0]).toEqual(['refused', 'published', 'Because of refuse']);
  expect(await statusOf(owner, file.fileId)).toBe(404);
  const again = await renewEntry(owner, id);
  expect(again.version).toBe(3);
  await turnVersion(owner, id, 'retract', 3);
  expect((await see(owner, id)).versions).toMatchObject({ current: 1, proposed: null });
});

test('H37: whoever decides about a version that another one has followed is told which, and nothing happens', async () => {
  const { id } = await anEntry({ owner, curator });
  await renewEntry(owner, id);
  const read = { ...(await versionRead(curator, id)), no: 2, act: 'accept', reason: '' };
  await renewEntry(owner, id, { parts: otherParts('third') });
  const { body } = await curator.post('library.version', read);
  expect(body).toMatchObject({ ok: false, error: { reason: 'library-newer', params: { no: 3 } } });
  expect((await see(reader, id)).versions?.current).toBe(1);
  const late = { ...(await versionRead(owner, id)), parts: otherParts('late'), what: 'Late', isSmall: false };
  await turnVersion(curator, id, 'accept', 3);
  expect((await owner.post('library.renew', late)).body).toMatchObject({
    error: { reason: 'library-newer', params: { no: 3 } },
  });
});

test('one from before is current again under a new number, with the same bytes', async () => {
  const first = await aFile(owner, 'Good');
  const { id } = await anEntry({ owner, curator }, 'published', { parts: [first] });
  const second = await aFile(owner, 'Worse');
  await renewEntry(owner, id, { parts: [second] });
  await turnVersion(curator, id, 'accept', 2);
  const none = { ...(await versionRead(curator, id)), no: 9, act: 'again', reason: '' };
  expect(await reasonOf(curator, 'library.version', none)).toBe('library-not-now');
  await turnVersion(curator, id, 'again', 1);
  const { entry, versions } = await see(reader, id);
  expect(entry?.parts).toMatchObject([{ fileId: first.fileId }]);
  expect(versions?.all.map(({ no, again }) => [no, again])).toEqual([
    [3, 1],
    [2, null],
    [1, null],
  ]);
  expect(await statusOf(reader, second.fileId)).toBe(200);
  expect(await reasonOf(reader, 'library.entry', { entryId: id, version: 4 })).toBeTruthy();
});

test('a small fix is current at once and tells nobody, where its owner is trusted', async () => {
  const olga = await app.person({ name: 'Olga Trusted' });
  const one = await anEntry({ owner: olga, curator });
  const fix = { parts: otherParts('fixed'), what: 'A letter', isSmall: true };
  const fixOf = async (entryId: EntryId) => ({ ...(await versionRead(olga, entryId)), ...fix });
  expect(await reasonOf(olga, 'library.renew', await fixOf(one.id))).toBe('not-allowed');
  expect((await see(olga, one.id)).may.fix).toBe(false);
  const two = await anEntry({ owner: olga, curator });
  await app.settled();
  await olga.do('bell.read', { entryId: one.id });
  await olga.do('bell.read', { entryId: two.id });
  expect((await see(olga, one.id)).may.fix).toBe(true);
  const list = await reader.see('library.list', {});
  expect(await olga.do('library.renew', await fixOf(one.id))).toMatchObject({ version: 2, current: 2 });
  expect((await see(reader, one.id)).versions?.all[0]).toMatchObject({ no: 2, isSmall: true });
  await app.settled();
  expect((await olga.see('bell.count', {})).total).toBe(0);
  expect((await reader.see('library.list', {})).rev).toBe(list.rev);
  // What curators hide ends it.
  await turnEntry(curator, two, 'hide');
  expect(await reasonOf(olga, 'library.renew', { ...(await fixOf(one.id)), parts: otherParts('x') })).toBe(
    'not-allowed',
  );
  const seen = await anEntry({ owner, curator });
  const mine = { ...(await versionRead(curator, seen.id)), ...fix };
  expect(await reasonOf(curator, 'library.renew', mine)).toBe('not-allowed');
});

test('H37: words of what is published are mended, and its files are not', async () => {
  const published = await anEntry({ owner, curator });
  const change = { entryId: published.id, rev: published.rev };
  const others = { ...change, ...entryWords({ parts: otherParts() }) };
  expect(await reasonOf(curator, 'library.change', others)).toBe('library-by-version');
  const parts = entryWords().parts.map((part) => ({ ...part, language: 'es' as const }));
  await curator.do('library.change', { ...change, ...entryWords({ title: 'Mended', parts }) });
  expect((await see(reader, published.id)).entry).toMatchObject({ title: 'Mended', languages: ['es'] });
});

test('bad input is refused, a command that comes twice is one, and nothing new is no version', async () => {
  const { id } = await anEntry({ owner, curator });
  const read = await versionRead(owner, id);
  const good = { ...read, parts: otherParts(), what: 'Clearer', isSmall: false };
  for (const bad of [{ parts: [] }, { what: ' ' }, { rev: 0 }])
    expect(await reasonOf(owner, 'library.renew', { ...good, ...bad })).toBe('invalid-input');
  expect(await reasonOf(owner, 'library.renew', { ...good, parts: entryWords().parts })).toBe('library-same');
  const command = randomUUID();
  const [one, two] = [await owner.do('library.renew', good, command), await owner.do('library.renew', good, command)];
  expect(two).toEqual(one);
  const theirs = await aFile(reader, 'Theirs');
  const stolen = { ...(await versionRead(owner, id)), what: 'Stolen', isSmall: false, parts: [theirs] };
  expect(await reasonOf(owner, 'library.renew', stolen)).toBe('no-such-thing');
});

test('there is an end to versions', async () => {
  const { id } = await anEntry({ owner, curator });
  await renewEntry(owner, id);
  await turnVersion(curator, id, 'accept', 2);
  for (let no = 3; no <= libraryLimits.versions; no++) await turnVersion(curator, id, 'again', no - 2);
  const more = { ...(await versionRead(curator, id)), no: 1, act: 'again', reason: '' };
  expect(await reasonOf(curator, 'library.version', more)).toBe('library-versions-full');
}, 60_000);

test('H37: what is removed goes with the files of all its versions', async () => {
  const files = [await aFile(owner, 'One'), await aFile(owner, 'Two'), await aFile(owner, 'Three')] as const;
  const { id } = await anEntry({ owner, curator }, 'published', { parts: [files[0]] });
  await renewEntry(owner, id, { parts: [files[1]] });
  await turnVersion(curator, id, 'accept', 2);
  await renewEntry(owner, id, { parts: [files[2]], what: 'Names a child' });
  const { entry } = await see(curator, id);
  await turnEntry(curator, present(entry), 'remove');
  for (const { fileId } of files)
    expect(await Promise.all([owner, curator].map((one) => statusOf(one, fileId)))).toEqual([404, 404]);
  await app.settled();
  expect(JSON.stringify(await EventModel.find({ stream: `entry:${id}` }).lean())).not.toContain('Names a child');
});

test.each(['keep', 'remove'] as const)(
  'who leaves, and is to %s their words, is named in no version',
  async (words) => {
    const cleo = await app.person({ name: `Cleo ${words}`, role: 'moderator' });
    const { id } = await anEntry({ owner, curator });
    await renewEntry(cleo, id, { what: 'Cleo was here' });
    await turnVersion(curator, id, 'accept', 2);
    const file = await aFile(cleo, 'Waits');
    await renewEntry(cleo, id, { parts: [file], what: 'Nobody reads this' });
    expect((await cleo.see('account.export', {})).libraryVersions).toEqual([
      { id, no: 2, what: 'Cleo was here', parts: ['The newer one https://example.org/newer'] },
      { id, no: 3, what: 'Nobody reads this', parts: ['Waits.pdf'] },
    ]);
    const { email } = present(await findPerson(cleo.personId));
    await cleo.do('account.erase', { email, words });
    await app.settled();
    const { versions } = await see(curator, id);
    expect(versions).toMatchObject({ current: 2, proposed: null });
    expect(versions?.all[0]).toMatchObject({ by: null, what: words === 'keep' ? 'Cleo was here' : '' });
    expect(await statusOf(curator, file.fileId)).toBe(404);
    const events = JSON.stringify(await EventModel.find({ stream: `entry:${id}` }).lean());
    for (const gone of [cleo.personId, 'Nobody reads this']) expect(events).not.toContain(gone);
  },
);

test('an entry names no file that has gone with a curator who gave it a version', async () => {
  const [cleo, own] = [await app.person({ name: 'Cleo Leaving', role: 'moderator' }), await aFile(owner, 'Own')];
  const { id } = await anEntry({ owner, curator }, 'published', { parts: [own] });
  const other = await anEntry({ owner, curator }, 'submitted', { parts: otherParts('first') });
  const { rev } = await cleo.do('library.change', {
    ...{ entryId: other.id, rev: other.rev },
    ...entryWords({ parts: [await aFile(cleo, 'Alone')] }),
  });
  await turnEntry(curator, { id: other.id, rev }, 'publish');
  const [file, picture] = [await aFile(cleo, 'Theirs'), await aFile(cleo, 'Both')];
  await renewEntry(cleo, id, { parts: [file] });
  await turnVersion(curator, id, 'accept', 2);
  await renewEntry(owner, id, { parts: otherParts('third') });
  await turnVersion(curator, id, 'accept', 3);
  await renewEntry(cleo, id, { parts: [picture] });
  await turnVersion(curator, id, 'accept', 4);
  const { email } = present(await findPerson(cleo.personId));
  await cleo.do('account.erase', { email, words: 'remove' });
  await app.settled();
  const { entry, versions } = await see(reader, id);
  expect(entry?.parts).toMatchObject([{ url: 'https://example.org/third' }]);
  expect(versions).toMatchObject({ current: 5, all: [{ no: 5, again: 3, by: null }, {}, {}, {}, {}] });
  expect((await see(reader, id, 2)).entry?.parts).toEqual([]);
  expect(await statusOf(reader, own.fileId)).toBe(200);
  // Of this one nothing is left that others could have.
  expect((await see(reader, other.id)).closed?.state).toBe('hidden');
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { downloadPath } from '@hearth/shared/files/address';
import { permissions, type Deed, type Who } from '@hearth/shared/library/permissions';
import { entryAudience, type EntryAudience, type EntryId } from '@hearth/shared/library/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { pdf } from '../support/documents.ts';
import { anEntry, entryWords, renewEntry, turnVersion } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { upload } from '../support/uploads.ts';

/** Everything of the permissions that is no act on an entry, by everybody: what the table says is what the server does. */

let app: TestApp;
let curator: Person;
let dora: Person;
const people = new Map<Who, Person>();
const personOf = (who: Who) => present(people.get(who));
const everybody: readonly Who[] = ['stranger', 'member', 'group', 'owner', 'moderator', 'admin'];

interface Shown {
  readonly id: EntryId;
  readonly audience: EntryAudience;
  /** Of its current version, and of the one before. */
  readonly files: readonly [current: string, old: string];
}
const shown: Shown[] = [];
const kept: EntryId[] = [];

beforeAll(async () => {
  app = await openApp();
  curator = await app.person({ role: 'moderator', name: 'Cora Curator' });
  dora = await app.person({ name: 'Dora Downloader' });
  for (const who of everybody) {
    const role = who === 'moderator' || who === 'admin' ? who : 'member';
    people.set(who, who === 'stranger' ? app.stranger() : await app.person({ role, name: `Some ${who}` }));
  }
  const [admin, owner] = [personOf('admin'), personOf('owner')];
  const { id: groupId } = await admin.do('group.create', {
    ...{ name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind: 'invited' },
  });
  for (const one of [owner, personOf('group')]) {
    await admin.do('group.invite', { groupId, personId: one.personId });
    await one.do('group.join', { groupId });
  }
  await app.settled();
  const aFile = async (name: string) => {
    const { id: fileId } = await upload(owner, pdf(name), 'attachment', `${name}.pdf`);
    return { kind: 'file' as const, fileId, name: `${name}.pdf`, language: 'en' as const };
  };
  for (const audience of entryAudience.options) {
    const [old, current] = [await aFile('Old'), await aFile('New')];
    const words = { audience, groups: audience === 'groups' ? [groupId] : [], parts: [old] };
    const { id } = await anEntry({ owner, curator }, 'published', words);
    await renewEntry(owner, id, { parts: [current] });
    await turnVersion(curator, id, 'accept', 2);
    shown.push({ id, audience, files: [current.fileId, old.fileId] });
  }
  for (const state of ['draft', 'submitted', 'changes', 'declined'] as const)
    kept.push((await anEntry({ owner, curator }, state)).id);
}, 120_000);
afterAll(() => app.close());

/** For whom an entry is, of those that the table says `audience` of. */
const isFor: Readonly<Record<EntryAudience, readonly Who[]>> = {
  everyone: ['stranger', 'member', 'group'],
  members: ['member', 'group'],
  groups: ['group'],
};

function expected(deed: Deed, who: Who, audience?: EntryAudience): boolean {
  const cell: string = permissions[deed][who];
  return cell === 'audience' ? audience !== undefined && isFor[audience].includes(who) : cell === 'yes';
}

const sees = async (person: Person, name: string, input: object) =>
  reasonIn((await person.get(name, input)).body) === null;
const does = async (person: Person, name: string, input: object) =>
  reasonIn((await person.post(name, input)).body) === null;
const has = async (person: Person, file: string) =>
  (await fetch(app.url + downloadPath(file), { headers: person.headers() })).status === 200;

/** Whether somebody can: every way there is to it says the same, or it is neither. */
type Trying = (person: Person, entry: Shown) => Promise<readonly boolean[]>;
const tries: Partial<Record<Deed, Trying>> = {
  read: async (person, { id, files: [current] }) => [
    await sees(person, 'library.entry', { entryId: id }),
    await has(person, current),
    (await person.see('library.list', {})).entries.some((entry) => entry.id === id),
    (await person.see('library.export', {})).entries.some((entry) => entry.id === id),
  ],
  'read-old': async (person, { id, files: [, old] }) => [
    await sees(person, 'library.entry', { entryId: id, version: 1 }),
    await has(person, old),
  ],
  report: async (person, { id: entryId }) => [
    await does(person, 'complaint.make', { entryId, reason: 'rights', words: 'I drew it.', contact: '' }),
  ],
  counts: async (person, { id: entryId }) => [await sees(person, 'entry.counts', { entryId })],
};

test.each(everybody.flatMap((who) => Object.entries(tries).map(([deed, trying]) => ({ who, deed, trying }))))(
  'H34: $deed, by the $who',
  async ({ who, deed, trying }) => {
    for (const entry of shown) {
      // A key of what is tried.
      const isExpected = expected(deed as Deed, who, entry.audience);
      const found = await trying(personOf(who), entry);
      expect([entry.audience, ...found]).toEqual([entry.audience, ...found.map(() => isExpected)]);
    }
  },
);

test.each(everybody)('H34: what is not published, and giving something, by the %s', async (who) => {
  const person = personOf(who);
  for (const entryId of kept) expect(await sees(person, 'library.entry', { entryId })).toBe(expected('read-kept', who));
  expect(await does(person, 'library.draft', entryWords())).toBe(expected('propose', who));
});

/** A table that came into the library. */
async function imported(): Promise<string> {
  const importer = await app.person({ role: 'moderator', name: 'Ida Importer' });
  const csv = `title,links,licence\nTable ${randomUUID()},https://example.org/${randomUUID()},by`;
  const { id: importId } = await importer.do('import.check', { csv, name: 'a.csv' });
  await importer.do('import.turn', { importId, act: 'send' });
  await curator.do('import.turn', { importId, act: 'release' });
  await app.settled();
  return importId;
}

test.each(everybody)('H34: bringing a table in, and taking it back, by the %s', async (who) => {
  const person = personOf(who);
  const csv = 'title,links,licence\nBuses,https://example.org/buses,by';
  expect(await does(person, 'import.check', { csv, name: 'a.csv' })).toBe(expected('import', who));
  const importId = await imported();
  expect(await does(person, 'import.turn', { importId, act: 'undo' })).toBe(expected('undo-import', who));
  const { sheet } = await curator.see('import.get', { importId });
  expect(sheet.state === 'done').toBe(!expected('undo-import', who));
  await app.settled();
});

test.each(everybody)('H34: who opened an entry or a file of it is told to nobody: the %s', async (who) => {
  const [entry] = shown;
  const { id: entryId, files } = present(entry);
  await dora.do('entry.view', { entryId });
  expect(await has(dora, files[0])).toBe(true);
  await app.settled();
  const asked: readonly (readonly [name: string, input: object])[] = [
    ...(['library.entry', 'entry.counts', 'entry.threads', 'library.related', 'collection.of'] as const).map(
      (name) => [name, { entryId }] as const,
    ),
    ...(['library.list', 'library.export', 'library.export-all', 'library.queue', 'complaint.list'] as const).map(
      (name) => [name, {}] as const,
    ),
    ['account.export', {}],
  ];
  const answers = await Promise.all(asked.map(async ([name, input]) => (await personOf(who).get(name, input)).body));
  const isTold = [dora.personId, 'Dora Downloader'].some((its) => JSON.stringify(answers).includes(its));
  expect(isTold).toBe(expected('who-opened-it', who));
});

test('H34: nor is it kept anywhere', async () => {
  const names = (await mongoose.connection.db?.listCollections().toArray())?.map(({ name }) => name) ?? [];
  const own = names.filter((name) => name.startsWith('entry'));
  expect(own.length).toBeGreaterThan(1);
  for (const name of own) {
    const all = await mongoose.connection.collection(name).find({}).toArray();
    expect([name, JSON.stringify(all).includes(dora.personId)]).toEqual([name, false]);
  }
});

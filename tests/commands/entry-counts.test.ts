import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { findPerson } from '@hearth/server/features/accounts/store';
import { VisitsModel } from '@hearth/server/features/entry-counts/model';
import { EventModel } from '@hearth/server/streams/model';
import { TallyModel } from '@hearth/server/streams/tally-model';
import { downloadPath } from '@hearth/shared/files/address';
import type { EntryId } from '@hearth/shared/library/entity';
import type { TrialReport } from '@hearth/shared/trials/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { pdf } from '../support/documents.ts';
import { anEntry, turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { upload } from '../support/uploads.ts';

let app: TestApp;
let owner: Person;
let curator: Person;
let admin: Person;
let reader: Person;
let entryId: EntryId;
let rev: number;
beforeAll(async () => {
  app = await openApp();
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  admin = await app.person({ name: 'Ada Admin', role: 'admin' });
  reader = await app.person({ name: 'Rita Reader', school: 'Oak High', state: 'OH' });
});
afterAll(() => app.close());
beforeEach(async () => ({ id: entryId, rev } = await anEntry({ owner, curator })));

const TOLD = {
  level: 'middle',
  place: 'rural',
  result: 'worked',
  changed: '',
  sentence: 'Two said yes the next day.',
} as const;
type Told = Partial<Pick<TrialReport, keyof typeof TOLD>>;

const BROWSER = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };

const tell = (person: Person, told: Told = {}) => person.do('trial.report', { entryId, ...TOLD, ...told });
const thank = (person: Person, thanks = true) => person.do('entry.thank', { entryId, thanks });
const list = (person: Person = app.stranger(), kind: object = {}) => person.see('trial.list', { entryId, ...kind });
const counts = async (person: Person = app.stranger()) => {
  await app.settled();
  return person.see('entry.counts', { entryId });
};
const reasonOf = async (person: Person, name: string, more: object = {}) =>
  reasonIn((await person.post(name, { entryId, ...more })).body);
const row = async () => {
  await app.settled();
  const { entries } = await app.stranger().see('library.list', {});
  return present(entries.find(({ id }) => id === entryId));
};

test('at how many schools it was tried, in how many states, stands on its page and in the list', async () => {
  expect((await row()).counts).toBeUndefined();
  await tell(reader);
  await tell(await app.person({ school: 'oak high', state: 'OH' }), { result: 'partly' });
  await tell(await app.person({ school: 'Oak High', state: 'TX' }), { result: 'no', level: 'high' });
  await tell(await app.person({ school: '', state: '' }));
  const tried = { worked: 1, partly: 1, no: 1, states: 2 };
  expect((await counts()).tried).toEqual(tried);
  expect((await row()).counts).toEqual({ tried, thanks: 0 });
  const listed = await list(reader);
  expect(listed).toMatchObject({ counts: { worked: 1, partly: 1, no: 1 }, states: 2, mayReport: true });
  expect(listed.mine).toMatchObject({ ...TOLD, by: { name: 'Rita Reader' } });
  expect((await list(reader, { level: 'high' })).reports).toMatchObject([{ result: 'no' }]);
});

test('one has one report, changes it, withdraws it and says it again', async () => {
  await tell(reader);
  await tell(reader, { result: 'no', sentence: 'It did not last.' });
  expect((await list()).reports).toMatchObject([{ result: 'no', sentence: 'It did not last.' }]);
  await reader.do('trial.withdraw', { entryId });
  expect(await list(reader)).toMatchObject({ reports: [], mine: null, states: 0 });
  expect((await counts()).tried).toEqual({ worked: 0, partly: 0, no: 0, states: 0 });
  await tell(reader);
  expect((await counts()).tried).toMatchObject({ worked: 1, states: 1 });
  // No event says who it was, or what they said.
  const logged = JSON.stringify(await EventModel.find({ stream: `entry-counts:${entryId}` }).lean());
  expect(logged).not.toMatch(new RegExp(`said yes|${reader.personId}`));
});

test('nobody reports on their own, thanks themselves, or counts as their own reader', async () => {
  expect(await reasonOf(owner, 'trial.report', TOLD)).toBe('not-allowed');
  expect(await reasonOf(owner, 'entry.thank', { thanks: true })).toBe('not-allowed');
  await owner.do('entry.view', { entryId });
  expect(await counts(owner)).toMatchObject({ views: 0, thanks: 0, mayThank: false });
  expect(await list(owner)).toMatchObject({ mayReport: false, moderates: false });
  expect(await reasonOf(app.stranger(), 'trial.report', TOLD)).toBe('sign-in-first');
});

test('what tells of a child is asked about, and a curator takes a report away', async () => {
  const told = { ...TOLD, sentence: 'My student Diego Martinez loved it.' };
  expect(await reasonOf(reader, 'trial.report', told)).toBe('student-information');
  await tell(reader);
  const { reports, moderates } = await list(curator);
  expect(moderates).toBe(true);
  const gone = { id: present(reports[0]).id };
  expect(await reasonOf(owner, 'trial.remove', gone)).toBe('not-allowed');
  await curator.do('trial.remove', { entryId, ...gone });
  expect((await list()).reports).toEqual([]);
  expect(await reasonOf(curator, 'trial.remove', gone)).toBe('no-such-thing');
});

test('attack: a curator takes no report on their own away, nor does an admin', async () => {
  for (const giver of [curator, admin]) {
    ({ id: entryId } = await anEntry({ owner: giver, curator: giver === curator ? admin : curator }));
    await tell(reader, { result: 'no', sentence: 'It did not last.' });
    const { reports, moderates } = await list(giver);
    expect(moderates).toBe(false);
    expect(await reasonOf(giver, 'trial.remove', { id: present(reports[0]).id })).toBe('not-allowed');
    expect((await list()).reports).toHaveLength(1);
  }
});

test('thanks are said once by each, and taken back', async () => {
  await thank(reader);
  await thank(reader);
  await thank(curator);
  expect(await counts(reader)).toMatchObject({ thanks: 2, thanked: true, mayThank: true });
  await thank(reader, false);
  expect(await counts(reader)).toMatchObject({ thanks: 1, thanked: false });
  expect((await row()).counts?.thanks).toBe(1);
});

test('who may not read it learns no number; what is hidden takes no report, and what was removed is forgotten', async () => {
  await tell(reader);
  await thank(reader);
  const hidden = await turnEntry(curator, { id: entryId, rev }, 'hide');
  expect(await reasonOfGet('entry.counts')).toBe('no-such-thing');
  for (const person of [app.stranger(), await app.person()])
    expect(await reasonOfGet('trial.list', person)).toBe('no-such-thing');
  expect(await reasonOf(reader, 'trial.report', TOLD)).toBe('no-such-thing');
  expect(await reasonOf(curator, 'trial.report', TOLD)).toBe('library-not-now');
  const shown = await turnEntry(curator, hidden, 'show');
  expect(await counts()).toMatchObject({ thanks: 1, tried: { worked: 1 } });
  await turnEntry(curator, shown, 'remove');
  await app.settled();
  expect(await TallyModel.countDocuments({ streamId: entryId, value: { $ne: null } })).toBe(0);
});

test('while it is hidden whoever reported on it sees their own report alone, and withdraws it', async () => {
  const other = await app.person();
  await tell(reader);
  await tell(other);
  const hidden = await turnEntry(curator, { id: entryId, rev }, 'hide');
  const seen = await list(reader);
  expect(seen).toMatchObject({
    counts: { worked: 0 },
    reports: [],
    mine: { sentence: TOLD.sentence },
    mayReport: false,
  });
  const command = randomUUID();
  await reader.do('trial.withdraw', { entryId }, command);
  await reader.do('trial.withdraw', { entryId }, command);
  expect(await reasonOfGet('trial.list')).toBe('no-such-thing');
  await turnEntry(curator, hidden, 'show');
  expect(await counts()).toMatchObject({ tried: { worked: 1 } });
  const removed = await turnEntry(curator, { id: entryId, rev: hidden.rev + 1 }, 'remove');
  expect(removed.state).toBe('removed');
  expect(await reasonOf(other, 'trial.withdraw')).toBe('no-such-thing');
});

const reasonOfGet = async (name: string, person = reader) => reasonIn((await person.get(name, { entryId })).body);

test('each who reads it or opens its file counts once a day; of whom is kept nothing', async () => {
  const { id: fileId } = await upload(owner, pdf('Survey'), 'attachment', 'survey.pdf');
  const parts = [{ kind: 'file', fileId, name: 'Survey', language: 'en' } as const];
  ({ id: entryId } = await anEntry({ owner, curator }, 'published', { parts }));
  const open = async (person: Person, headers: Record<string, string> = {}) =>
    (
      await fetch(app.url + downloadPath(fileId), { headers: { ...person.headers(), ...BROWSER, ...headers } })
    ).arrayBuffer();
  const view = async (person: Person, headers: Record<string, string> = {}) =>
    fetch(`${app.url}/api/commands/entry.view`, {
      method: 'POST',
      headers: {
        ...{ ...person.headers(), ...BROWSER, ...headers },
        ...{ 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
      },
      body: JSON.stringify({ entryId }),
    });
  for (const person of [reader, reader, curator, owner, app.stranger(), app.stranger()]) {
    expect((await view(person)).status).toBe(200);
    await open(person);
  }
  // The rest of a file that was begun, and what a program asks for.
  await open(admin, { Range: 'bytes=5-9' });
  const robot = { 'User-Agent': 'Mozilla/5.0 (compatible; Examplebot/2.1)' };
  await open(app.stranger(), robot);
  await view(app.stranger(), robot);
  const visited = { views: 3, downloads: 3 };
  expect(await counts()).toMatchObject(visited);
  app.clock.advance(24 * 3_600_000);
  await reader.do('entry.view', { entryId });
  expect(await counts()).toMatchObject({ ...visited, views: 4 });
  expect(Object.keys(present(await VisitsModel.findById(entryId).lean())).sort()).toEqual([
    '_id',
    'downloads',
    'views',
  ]);
});

test.each(['keep', 'remove'] as const)('who leaves, and is to %s their words', async (words) => {
  const leaving = await app.person({ name: `Lea ${words}`, school: 'Elm', state: 'OH' });
  await tell(leaving);
  await thank(leaving);
  const exported = await leaving.see('account.export', {});
  expect(exported.entryTrials).toMatchObject([{ entryId, ...TOLD, school: 'Elm' }]);
  expect(exported.entryThanks).toMatchObject([{ id: entryId, thanks: true }]);
  const { email } = present(await findPerson(leaving.personId));
  await leaving.do('account.erase', { email, words });
  const after = await counts();
  expect(after).toMatchObject({ thanks: 0, tried: { worked: words === 'keep' ? 1 : 0, states: 0 } });
  expect((await list()).reports).toMatchObject(words === 'keep' ? [{ by: null, sentence: TOLD.sentence }] : []);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { JobModel } from '@hearth/server/jobs/model';
import type { EntryId, EntryKind } from '@hearth/shared/library/entity';
import { reviewYears } from '@hearth/shared/library/review';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry, renewEntry, turnEntry, turnVersion } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

const DAY_MS = 24 * 60 * 60_000;

let app: TestApp;
let owner: Person;
let curator: Person;
let reader: Person;
beforeAll(async () => {
  app = await openApp();
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  reader = await app.person({ name: 'Rita Reader' });
});
afterAll(() => app.close());

/** As it was so many days ago; sessions are no older than they are. */
async function daysAgo<T>(days: number, run: () => Promise<T>): Promise<T> {
  app.clock.advance(-days * DAY_MS);
  try {
    return await run();
  } finally {
    app.clock.advance(days * DAY_MS);
  }
}
const old = (days: number, kind: EntryKind = 'template', whose = owner) =>
  daysAgo(days, () => anEntry({ owner: whose, curator }, 'published', { kind, title: `${kind} of ${days} days` }));

const see = async (person: Person, entryId: EntryId) => present((await person.see('library.entry', { entryId })).entry);
const dueOf = async () => (await curator.see('library.due', {})).entries.map(({ id }) => id);
const confirm = async (person: Person, entryId: EntryId) =>
  turnEntry(person, { id: entryId, rev: (await see(person, entryId)).rev }, 'confirm');
/** What the bell says of it, once nothing is to be done any more. */
async function bellOf(person: Person, entryId: EntryId) {
  await jobsDone();
  const { entries } = await person.see('bell.list', {});
  return entries.filter(({ id }) => id === entryId).map(({ news, reason, isNew }) => ({ news, reason, isNew }));
}
async function jobsDone(): Promise<void> {
  await app.settled();
  const waiting = { kind: 'library.still-true', status: { $ne: 'done' as const } };
  const isDone = async () => !(await JobModel.exists({ ...waiting, at: { $lte: app.clock.now() } }));
  await until(isDone, 'what is due to be asked');
  await app.settled();
}

test('links and templates are looked at after a year, everything else after three; their age is said', async () => {
  for (const kind of ['link', 'template', 'document', 'slides', 'toolkit', 'video', 'recording'] as const) {
    const years = kind === 'link' || kind === 'template' ? 1 : 3;
    expect([kind, reviewYears[kind]]).toEqual([kind, years]);
    const { id } = await anEntry({ owner, curator }, 'published', { kind });
    const entry = await see(owner, id);
    const [checkedAt, reviewAt] = [new Date(entry.checkedAt ?? 0), new Date(entry.kept?.reviewAt ?? 0)];
    expect(entry.checkedAt).toBe(entry.publishedAt);
    expect(reviewAt.getUTCFullYear() - checkedAt.getUTCFullYear()).toBe(years);
  }
  const { id } = await old(400);
  const read = await see(app.stranger(), id);
  expect([read.isDue, read.kept]).toEqual([true, null]);
  expect(Date.parse(read.checkedAt ?? '')).toBeLessThan(app.clock.now().getTime() - 399 * DAY_MS);
});

test('its owner is asked once, and says yes', async () => {
  const { id } = await old(370);
  expect(await bellOf(owner, id)).toEqual([{ news: 'due', reason: '', isNew: true }]);
  await owner.do('bell.read', { entryId: id });
  // Looked at again and again, nothing is asked a second time.
  app.clock.advance(5_000);
  expect(await bellOf(owner, id)).toEqual([{ news: 'due', reason: '', isNew: false }]);
  const { rev } = await reader.see('library.list', {});
  expect((await confirm(owner, id)).state).toBe('published');
  const entry = await see(owner, id);
  expect([entry.isDue, entry.kept?.reviewAt?.slice(0, 4)]).toEqual([
    ...[false, String(app.clock.now().getUTCFullYear() + 1)],
  ]);
  expect(await bellOf(owner, id)).toEqual([{ news: null, reason: expect.any(String), isNew: false }]);
  // Nothing has changed in the list.
  expect((await reader.see('library.list', {})).rev).toBe(rev);
});

test('who says so: its owner and curators; before it is time as well', async () => {
  const olga = await app.person({ name: 'Olga Second' });
  const { id, rev } = await anEntry({ owner: olga, curator });
  const turning = { entryId: id, rev, act: 'confirm', reason: '' };
  expect(reasonIn((await reader.post('library.turn', turning)).body)).toBe('not-allowed');
  expect(reasonIn((await app.stranger().post('library.turn', turning)).body)).toBe('sign-in-first');
  await app.settled();
  await olga.do('bell.read', { entryId: id });
  await confirm(curator, id);
  await app.settled();
  expect((await olga.see('bell.count', {})).total).toBe(0);
  const { entries } = await (await app.person({ role: 'admin' })).see('audit.list', { act: 'library.turn' });
  expect(entries[0]).toMatchObject({ by: { name: 'Cora Curator' }, on: { id } });
  const hidden = await anEntry({ owner, curator }, 'hidden');
  const late = { entryId: hidden.id, rev: hidden.rev, act: 'confirm', reason: '' };
  expect(reasonIn((await owner.post('library.turn', late)).body)).toBe('library-not-now');
});

test('a new version is looked at, and asks no more; nor does what is archived', async () => {
  const [renewed, archived] = [await old(380), await old(381)];
  await jobsDone();
  await renewEntry(owner, renewed.id);
  await turnVersion(curator, renewed.id, 'accept', 2);
  expect(await see(owner, renewed.id)).toMatchObject({ isDue: false });
  expect((await bellOf(owner, renewed.id))[0]).toMatchObject({ news: 'renewed' });
  await turnEntry(owner, { id: archived.id, rev: (await see(owner, archived.id)).rev }, 'archive');
  expect(await see(owner, archived.id)).toMatchObject({ isDue: false });
  expect(await dueOf()).not.toEqual(expect.arrayContaining([archived.id]));
});

test('what is hidden when it is time is asked about once it is shown again', async () => {
  const { id } = await daysAgo(372, async () => {
    const entry = await anEntry({ owner, curator });
    return turnEntry(curator, entry, 'hide');
  });
  await jobsDone();
  expect((await bellOf(owner, id)).map(({ news }) => news)).not.toContain('due');
  await turnEntry(curator, { id, rev: (await see(curator, id)).rev }, 'show');
  expect((await bellOf(owner, id))[0]).toMatchObject({ news: 'due' });
});

test('who has left is not asked: curators see it at once, and after thirty days what nobody has answered', async () => {
  const lea = await app.person({ name: 'Lea Leaving' });
  const [orphan, silent, fresh] = [await old(366, 'link', lea), await old(400), await old(370)];
  await jobsDone();
  expect(await dueOf()).toEqual(expect.arrayContaining([silent.id]));
  for (const { id } of [orphan, fresh]) expect(await dueOf()).not.toContain(id);
  await lea.do('account.erase', { email: present(await findPerson(lea.personId)).email, words: 'keep' });
  await app.settled();
  expect(await dueOf()).toContain(orphan.id);
  for (const person of [owner, reader])
    expect(reasonIn((await person.get('library.due', {})).body)).toBe('not-allowed');
  await confirm(curator, orphan.id);
  expect(await dueOf()).not.toContain(orphan.id);
  // The longest due comes first, and a page begins behind the last of the one before.
  const { entries } = await curator.see('library.due', {});
  const dates = entries.map(({ at }) => at);
  expect(dates).toEqual(dates.toSorted());
  const [first, ...rest] = entries;
  const next = await curator.see('library.due', { after: { at: present(first).at, id: present(first).id } });
  expect(next.entries.map(({ id }) => id)).toEqual(rest.map(({ id }) => id));
});

test('a curator who says that it is another kind changes when it is asked about', async () => {
  const { id } = await old(366, 'document');
  expect((await see(curator, id)).isDue).toBe(false);
  const { rev, title, parts, licence, audience } = await see(curator, id);
  const words = {
    kind: 'link' as const,
    title,
    summary: 'Words',
    audience,
    groups: [],
    licence,
    credit: '',
    mayShare: true,
  };
  const links = parts.flatMap((part) => (part.kind === 'link' ? [part] : []));
  await curator.do('library.change', { entryId: id, rev, ...words, parts: links });
  expect((await see(curator, id)).isDue).toBe(true);
  expect((await bellOf(owner, id))[0]).toMatchObject({ news: 'due' });
});

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { EntryId } from '@hearth/shared/library/entity';
import type { GroupId } from '@hearth/shared/kernel/ids';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { anEntry, turnEntry } from '../support/library.ts';
import type { Person } from '../support/person.ts';

/** Pages that are kept for several readers, of whom some may read an entry and some may not. */
let app: TestApp;
let owner: Person;
let curator: Person;
let insiders: readonly Person[];
let members: readonly Person[];
let groupId: GroupId;
beforeAll(async () => {
  app = await openApp({}, { withPages: true });
  const admin = await app.person({ role: 'admin' });
  [owner, curator] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
  insiders = [await app.person({ name: 'Ines Inside' }), await app.person({ name: 'Ivan Inside' })];
  members = [await app.person({ name: 'Max Member' }), await app.person({ name: 'Mia Member' })];
  const group = { name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind: 'invited' } as const;
  groupId = (await admin.do('group.create', group)).id;
  for (const person of [owner, ...insiders]) {
    await admin.do('group.invite', { groupId, personId: person.personId });
    await person.do('group.join', { groupId });
  }
}, 60_000);
afterAll(() => app.close());

let path: string;
async function aThreadAbout(entryId: EntryId): Promise<string> {
  const { id: threadId } = await aThread(owner, await aBoard());
  await owner.do('post.reply', { threadId, text: `Look:\n\n${app.url}/library/${entryId}` });
  await app.settled();
  return `/t/${threadId}`;
}
async function open(person: Person): Promise<string> {
  const headers = person.cookie ? { cookie: person.cookie } : {};
  const response = await fetch(app.url + path, { headers });
  expect(response.status).toBe(200);
  return response.text();
}
/** Whether each of them is shown the title, in the order in which they come. */
async function shows(title: string, people: readonly Person[]): Promise<boolean[]> {
  const shown: boolean[] = [];
  for (const person of people) shown.push((await open(person)).includes(title));
  return shown;
}

let first: Awaited<ReturnType<typeof anEntry>>;
beforeEach(async () => {
  const audience = 'groups' as const;
  first = await anEntry({ owner, curator }, 'published', { title: 'Seldomword', audience, groups: [groupId] });
  path = await aThreadAbout(first.id);
});

test('a page that is kept shows an entry to those alone who may read it, whoever comes first', async () => {
  const people = [...insiders, ...members, app.stranger()];
  const wanted = [true, true, false, false, false];
  for (let n = 0; n < 3; n++) expect(await shows('Seldomword', people)).toEqual(wanted);
  expect(await shows('Seldomword', people.toReversed())).toEqual(wanted.toReversed());
  path = await aThreadAbout(first.id);
  for (let n = 0; n < 3; n++) expect(await shows('Seldomword', people.toReversed())).toEqual(wanted.toReversed());
});

test('once it is hidden the next page does not show it, and once it is shown again the next one does', async () => {
  const all = (shown: boolean) => insiders.map(() => shown);
  for (let n = 0; n < 3; n++) expect(await shows('Seldomword', insiders)).toEqual(all(true));
  const hidden = await turnEntry(curator, first, 'hide');
  for (let n = 0; n < 2; n++) expect(await shows('Seldomword', insiders)).toEqual(all(false));
  expect(await shows('This is not available', insiders)).toEqual(all(true));
  await turnEntry(curator, hidden, 'show');
  expect(await shows('Seldomword', insiders)).toEqual(all(true));
});

test('before scripts run the card is the link itself, in the language of its reader', async () => {
  const html = await open(insiders[0] ?? owner);
  const [, card = ''] = /<a class="entry"[^>]*>([^]*?)<\/a>/.exec(html) ?? [];
  expect(html).toContain(`data-entry="${first.id}" href="${app.url}/library/${first.id}"`);
  expect(card).toContain('<b>Seldomword</b>');
  expect(card).toContain('<small>Template · English</small>');
});

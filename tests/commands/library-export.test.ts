import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { entryId } from '@hearth/shared/library/entity';
import { libraryLimits } from '@hearth/shared/library/limits';
import { EntryModel } from '@hearth/server/features/library/model';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let owner: Person;
let curator: Person;
let admin: Person;
beforeAll(async () => {
  app = await openApp();
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  admin = await app.person({ name: 'Ada Admin', role: 'admin' });
});
afterAll(() => app.close());

/** Page after page. */
async function taken(person: Person): Promise<{ titles: string[]; pages: number }> {
  const titles: string[] = [];
  let page = await person.see('library.export', {});
  for (let pages = 1; ; pages++) {
    titles.push(...page.entries.map(({ title }) => title));
    if (!page.next) return { titles, pages };
    page = await person.see('library.export', { after: page.next });
  }
}

test('one takes along what one may read, and no more', async () => {
  const published = await anEntry({ owner, curator }, 'published', { title: 'For everyone', summary: 'It **helps**.' });
  await anEntry({ owner, curator }, 'published', { title: 'For members', audience: 'members' });
  await anEntry({ owner, curator }, 'draft', { title: 'A draft' });
  await anEntry({ owner, curator }, 'hidden', { title: 'Hidden' });
  expect((await taken(app.stranger())).titles).toEqual(['For everyone']);
  expect((await taken(owner)).titles.toSorted()).toEqual(['For everyone', 'For members']);
  const { entries } = await app.stranger().see('library.export', {});
  expect(entries[0]).toMatchObject({
    ...{ id: published.id, summary: 'It **helps**.', licence: 'by', by: { name: 'Olga Owner' } },
    parts: [{ title: 'The survey', address: 'https://example.org/survey', language: 'en' }],
  });
});

test('admins take all of it along, and that is noted; nobody else does', async () => {
  for (const person of [owner, curator])
    expect(reasonIn((await person.get('library.export-all', {})).body)).toBe('not-allowed');
  const { entries } = await admin.see('library.export-all', {});
  expect(entries.map(({ title }) => title)).toEqual(expect.arrayContaining(['A draft', 'Hidden']));
  const log = await admin.see('audit.list', {});
  expect(JSON.stringify(log)).toContain('library.export-all');
});

test('attack: whoever begins behind the first page stands in the log as well', async () => {
  const other = await app.person({ name: 'Otto Admin', role: 'admin' });
  await anEntry({ owner, curator }, 'draft', { title: 'Another draft' });
  const { entries } = await other.see('library.export-all', { after: entryId.parse('0000000000000000') });
  expect(entries.map(({ title }) => title)).toContain('Another draft');
  const { entries: logged } = await admin.see('audit.list', {});
  expect(logged.filter(({ act, by }) => act === 'library.export-all' && by?.name === 'Otto Admin')).toHaveLength(1);
});

test('what is more than a page goes on behind it, each entry once', async () => {
  const one = present(await EntryModel.findOne({ title: 'For everyone' }).lean());
  const many = Array.from({ length: libraryLimits.exported + 10 }, (_, n) => ({
    ...one,
    _id: n.toString(16).padStart(16, '0'),
    title: `Copy ${n}`,
  }));
  await EntryModel.insertMany(many);
  const { titles, pages } = await taken(app.stranger());
  expect([titles.length, new Set(titles).size, pages]).toEqual([many.length + 1, many.length + 1, 2]);
  const first = await admin.see('library.export-all', {});
  const second = await admin.see('library.export-all', { after: present(first.next) });
  expect([first.entries.length, second.next]).toEqual([libraryLimits.exported, null]);
});

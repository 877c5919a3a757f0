import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { importLimits } from '@hearth/shared/imports/limits';
import { findPerson } from '@hearth/server/features/accounts/store';
import { ImportModel, ImportRowModel } from '@hearth/server/features/imports/model';
import { EntryModel } from '@hearth/server/features/library/model';
import { openApp, type TestApp } from '../support/app.ts';
import { turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let importer: Person;
let other: Person;
let admin: Person;
let member: Person;
beforeAll(async () => {
  app = await openApp();
  other = await app.person({ name: 'Otto Curator', role: 'moderator' });
  admin = await app.person({ name: 'Ada Admin', role: 'admin' });
  member = await app.person({ name: 'Mara Member' });
});
afterAll(() => app.close());
// Nobody looks through so many tables in five minutes.
beforeEach(async () => {
  importer = await app.person({ name: 'Ida Importer', role: 'moderator' });
});

let tables = 0;
/** A table of so many rows that no other table has. */
function aTable(rows = 3): string {
  const of = ++tables;
  const lines = Array.from({ length: rows }, (_, n) => `Table ${of} row ${n},https://example.org/${of}/${n},by`);
  return ['title,links,licence', ...lines].join('\n');
}

async function checked(person: Person, csv: string) {
  const { id } = await person.do('import.check', { csv, name: 'table.csv' });
  return { id, ...(await person.see('import.get', { importId: id })) };
}
const turn = (person: Person, importId: string, act: 'send' | 'release' | 'undo' | 'discard', command?: string) =>
  person.do('import.turn', { importId, act }, command);
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);
const look = (id: string) => importer.see('import.get', { importId: id });

async function run(csv: string) {
  const { id } = await checked(importer, csv);
  await turn(importer, id, 'send');
  await turn(other, id, 'release');
  await app.settled();
  return { id, ...(await look(id)) };
}

test('a table is looked through, sent, released by somebody else, and stands in the library', async () => {
  const before = await EntryModel.countDocuments({});
  const csv = `title;kind;summary;links;languages;licence;credit;audience
Family survey;template;"Ten questions; short.";https://example.org/a https://example.org/b;en es;by-sa;The Lincoln team;members
Bus page;;;https://example.org/bus;;by;;`;
  const { id, sheet, rows } = await checked(importer, csv);
  expect(sheet).toMatchObject({ state: 'checked', may: ['send'], counts: { new: 2, faulty: 0 } });
  expect(rows.map(({ line, title }) => [line, title])).toEqual([
    [2, 'Family survey'],
    [3, 'Bus page'],
  ]);
  await turn(importer, id, 'send');
  expect(await EntryModel.countDocuments({})).toBe(before);
  expect(await reasonOf(importer, 'import.turn', { importId: id, act: 'release' })).toBe('not-allowed');
  expect(await reasonOf(member, 'import.turn', { importId: id, act: 'release' })).toBe('not-allowed');
  await turn(other, id, 'release');
  await app.settled();
  const done = await look(id);
  expect(done.sheet).toMatchObject({
    state: 'done',
    releasedBy: { name: 'Otto Curator' },
    counts: { done: 2, new: 0 },
  });
  const { entry } = await member.see('library.entry', { entryId: present(done.rows[0]?.entryId) });
  expect(entry).toMatchObject({
    ...{ title: 'Family survey', kind: 'template', audience: 'members', licence: 'by-sa', credit: 'The Lincoln team' },
    ...{ by: { name: 'Ida Importer' }, isUnreviewed: false, languages: ['en', 'es'] },
    parts: [
      { url: 'https://example.org/a', language: 'en' },
      { url: 'https://example.org/b', language: 'es' },
    ],
  });
  const { entries } = await app.stranger().see('library.list', {});
  expect(entries.map(({ title }) => title)).toContain('Bus page');
  expect(entries.map(({ title }) => title)).not.toContain('Family survey');
});

test('what is wrong is said by row and column, and those rows are left out', async () => {
  const csv = `title,links,licence,kind,audience,languages
,https://example.org/1,by,,,
Script,javascript:alert(1),by,,,
No licence,https://example.org/3,,,,
Odd,https://example.org/4,mine,song,nobody,klingon
../../etc/passwd,https://example.org/5,by,,,
Short,https://example.org/6
../../etc/passwd,https://example.org/5,by,,,`;
  const { rows, sheet } = await checked(importer, csv);
  const faults = Object.fromEntries(
    rows.map(({ line, faults: its }) => [line, its.map((one) => `${one.column} ${one.reason}`)]),
  );
  expect(faults).toEqual({
    ...{ 2: ['title missing'], 3: ['links link'], 4: ['licence missing'] },
    ...{ 5: ['languages choice', 'kind choice', 'licence choice', 'audience choice'], 6: [] },
    ...{ 7: ['row cells', 'licence missing'], 8: ['row twice'] },
  });
  expect([sheet.counts.faulty, sheet.counts.new]).toEqual([6, 1]);
});

test.each([
  ['title,links\n"Never closed,https://example.org\nmore\nand more', 'import-table'],
  [`title,links\n${'x'.repeat(50_000)},https://example.org`, 'import-table'],
  ['name,address\nA,https://example.org', 'import-columns'],
  ['title,links\n', 'import-empty'],
  [`title,links\n${'A,https://example.org\n'.repeat(importLimits.rows + 1)}`, 'import-rows'],
])('attack: a table that is none is refused: %.30s', async (csv, reason) => {
  expect(await reasonOf(importer, 'import.check', { csv, name: '' })).toBe(reason);
});

test('attack: a table of forty thousand columns and two thousand rows holds nobody up', async () => {
  const { readTable } = await import('@hearth/server/features/imports/table');
  const rows = Array.from({ length: importLimits.rows }, (_, n) => `Row ${n},https://example.org/${n},by`);
  const wide = ['title,links,licence' + ','.repeat(39_900), ...rows].join('\n');
  const began = process.cpuUsage();
  expect(readTable(wide)).toHaveLength(rows.length);
  // Of the processor, so that others on the machine count for nothing; it was five times as much.
  expect(process.cpuUsage(began).user).toBeLessThan(1_000_000);
});

test.each(['\n', '\r\n', '\r'])(
  'a row is told by the line it begins in, whatever ends lines in the table and in its cells',
  async (end) => {
    const cells = ['"One\r\nline"', '"Two\n\nlines"', 'Three', '"Four\r\n\r\n"', '"Five\rlines"'];
    const lines = cells.map((title, n) => `${title},https://example.org/${encodeURIComponent(end)}/${n},by`);
    const { rows } = await checked(importer, ['title,links,licence', ...lines].join(end) + end);
    expect(rows.map(({ line, title }) => [line, title])).toEqual([
      [2, 'One line'],
      [4, 'Two lines'],
      [7, 'Three'],
      [8, 'Four'],
      [11, 'Five lines'],
    ]);
  },
);

test('the line of what is no table is said', async () => {
  const csv = 'title,links\nA,https://example.org\n"Never closed,https://example.org\n';
  const { body } = await importer.post('import.check', { csv, name: '' });
  expect(JSON.stringify(body)).toMatch(/"line":[34]/);
});

test('what a table of ours made safe against formulas comes back as it was', async () => {
  const { rows } = await run(`title,links,licence\n"'=SUM(1)",https://example.org/formula,by`);
  expect(rows[0]?.title).toBe('=SUM(1)');
});

test('e28: the same table once more changes nothing, and a command that comes twice is one', async () => {
  const csv = aTable();
  const { id } = await checked(importer, csv);
  await turn(importer, id, 'send');
  const command = crypto.randomUUID();
  await Promise.all([turn(other, id, 'release', command), turn(other, id, 'release', command)]);
  await turn(other, id, 'release', command);
  await app.settled();
  const title = new RegExp(`^Table ${tables} row`);
  expect(await EntryModel.countDocuments({ title })).toBe(3);
  const again = await checked(importer, csv);
  expect(again.sheet.counts).toMatchObject({ known: 3, new: 0 });
  expect(await reasonOf(importer, 'import.turn', { importId: again.id, act: 'send' })).toBe('import-nothing');
});

test('e28: whoever goes on after a crash begins with the next row, and no row comes twice', async () => {
  const { id } = await run(aTable(5));
  // As a process leaves it that died between an entry and the note that it is there.
  await ImportRowModel.updateMany({ importId: id, line: { $gte: 4 } }, { $set: { state: 'new' } });
  await ImportModel.updateOne({ _id: id }, { $set: { state: 'running', turnedBy: crypto.randomUUID() } });
  const { recoverImports } = await import('@hearth/server/features/imports/running');
  await recoverImports(app.services);
  await app.settled();
  const { sheet } = await look(id);
  expect(sheet).toMatchObject({ state: 'done', counts: { done: 5 } });
  expect(await EntryModel.countDocuments({ title: new RegExp(`^Table ${tables} row`) })).toBe(5);
});

test('of two curators who release at once one does, and an admin releases their own', async () => {
  const { id } = await checked(importer, aTable());
  await turn(importer, id, 'send');
  const ends = await Promise.all(
    [other, admin].map((one) => reasonOf(one, 'import.turn', { importId: id, act: 'release' })),
  );
  expect(ends.toSorted()).toEqual(['import-moved', null]);
  const own = await checked(admin, aTable());
  await turn(admin, own.id, 'send');
  await turn(admin, own.id, 'release');
  await app.settled();
  const { rows } = await look(own.id);
  const { entry } = await member.see('library.entry', { entryId: present(rows[0]?.entryId) });
  expect(entry?.isUnreviewed).toBe(true);
});

test('an import is taken back, but for what somebody has changed since; then its table can come again', async () => {
  const csv = aTable();
  const { id, rows } = await run(csv);
  const [touched, gone] = rows.map(({ entryId }) => present(entryId));
  await turnEntry(other, { id: present(touched), rev: 1 }, 'archive');
  await turn(other, id, 'undo');
  await app.settled();
  const { sheet } = await look(id);
  expect(sheet).toMatchObject({ state: 'undone', may: [], counts: { 'taken-back': 2, touched: 1, done: 0 } });
  expect((await member.see('library.entry', { entryId: present(gone) })).closed?.state).toBe('removed');
  expect((await member.see('library.entry', { entryId: present(touched) })).entry?.state).toBe('archived');
  expect((await checked(importer, csv)).sheet.counts).toMatchObject({ known: 1, new: 2 });
});

test('what was looked through long ago is kept as long once more when it is sent, released or taken back', async () => {
  const { id } = await checked(importer, aTable());
  const ends = async () => {
    const sheet = await ImportModel.findById(id).lean();
    const row = await ImportRowModel.findOne({ importId: id }).lean();
    return [sheet, row].map((one) => (present(one).endsAt.getTime() - app.clock.now().getTime()) / 86_400_000);
  };
  for (const [by, act] of [
    [importer, 'send'],
    [other, 'release'],
    [other, 'undo'],
  ] as const) {
    const soon = { $set: { endsAt: new Date(app.clock.now().getTime() + 3_600_000) } };
    await Promise.all([ImportModel.updateOne({ _id: id }, soon), ImportRowModel.updateMany({ importId: id }, soon)]);
    await turn(by, id, act);
    await app.settled();
    expect((await ends()).map(Math.round)).toEqual([importLimits.days, importLimits.days]);
  }
});

test('nobody but curators looks through tables; who leaves takes theirs along', async () => {
  expect(await reasonOf(member, 'import.check', { csv: aTable(), name: '' })).toBe('not-allowed');
  expect(reasonIn((await member.get('import.list', {})).body)).toBe('not-allowed');
  const leaving = await app.person({ name: 'Lea Leaving', role: 'moderator' });
  const { id } = await checked(leaving, aTable());
  expect((await leaving.see('account.export', {})).libraryImports).toMatchObject([{ id, name: 'table.csv' }]);
  await leaving.do('account.erase', { email: present(await findPerson(leaving.personId)).email, words: 'keep' });
  await app.settled();
  expect(await ImportRowModel.countDocuments({ importId: id })).toBe(0);
  expect(reasonIn((await importer.get('import.get', { importId: id })).body)).toBe('no-such-thing');
});

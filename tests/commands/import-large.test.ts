import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { importLimits } from '@hearth/shared/imports/limits';
import type { FileId } from '@hearth/shared/files/entity';
import { FileModel } from '@hearth/server/features/files/model';
import { ImportModel, ImportRowModel } from '@hearth/server/features/imports/model';
import { recordsOf } from '@hearth/server/features/imports/records';
import { FileShelf } from '@hearth/server/features/imports/file-shelf';
import { TableReader } from '@hearth/server/features/imports/table';
import { readImport } from '@hearth/server/features/imports/reading';
import { findPerson } from '@hearth/server/features/accounts/store';
import { openApp, type TestApp } from '../support/app.ts';
import { pdf } from '../support/documents.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

/** Tables for the library that are larger than a form carries. */

let app: TestApp;
let importer: Person;
let other: Person;
beforeAll(async () => {
  app = await openApp();
  importer = await app.person({ name: 'Ida Importer', role: 'moderator' });
  other = await app.person({ name: 'Otto Curator', role: 'moderator' });
});
afterAll(() => app.close());

const HEAD = 'title,links,licence,summary';
let tables = 0;
/** A table of so many rows that no other table has; every hundredth has no licence. */
function aTable(rows: number, summary = ''): string {
  const of = ++tables;
  const line = (n: number) =>
    `Large ${of} row ${n},https://example.org/${of}/${n},${n % 100 === 99 ? '' : 'by'},${summary}`;
  return [HEAD, ...Array.from({ length: rows }, (_, n) => line(n))].join('\n');
}

async function sent(csv: string | Buffer, person = importer): Promise<FileId> {
  return (await upload(person, Buffer.from(csv), 'attachment', 'table.csv')).id;
}
const check = (table: FileId) => importer.do('import.check', { csv: '', name: 'large.csv', table });
const look = (importId: string, from = 0) => importer.see('import.get', { importId, from });
const stateOf = async (id: string) => (await FileModel.findById(id).lean())?.state;

async function read(id: string) {
  await until(async () => (await look(id)).sheet.state !== 'reading', 'the table was read', 120_000);
  return look(id);
}

/** The most milliseconds of the processor that one turn of this process took meanwhile. */
function longestTurn(): { stop(): number } {
  const spent = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  let [before, longest] = [spent(), 0];
  const timer = setInterval(() => {
    const now = spent();
    [longest, before] = [Math.max(longest, now - before), now];
  }, 1);
  return {
    stop() {
      clearInterval(timer);
      return longest;
    },
  };
}

test('a table of eight thousand rows is read while others have their turn, page by page; the table itself goes', async () => {
  const table = await sent(aTable(8_000, 'As we do it. '.repeat(40)));
  const turns = longestTurn();
  const { id } = await check(table);
  expect((await look(id)).sheet).toMatchObject({ state: 'reading', may: [] });
  const { sheet, rows, next } = await read(id);
  expect(turns.stop()).toBeLessThan(50);
  expect(sheet).toMatchObject({ state: 'checked', may: ['send'], counts: { new: 7_920, faulty: 80 } });
  expect([rows[0]?.line, rows[0]?.state, rows[80]?.line, rows[80]?.state]).toEqual([101, 'faulty', 2, 'new']);
  const after = await look(id, present(next));
  expect([after.rows[0]?.line, after.rows.length]).toEqual([present(rows.at(-1)).line + 1, 100]);
  await until(async () => (await stateOf(table)) === 'gone', 'the table is gone');
}, 180_000);

test('whoever goes on after a crash keeps each row once, and knows what stood above', async () => {
  const csv = `${aTable(350)}\nLarge ${tables} row 5,https://example.org/${tables}/5,by,`;
  const { id } = await check(await sent(csv));
  expect((await read(id)).sheet.counts).toMatchObject({ new: 347, faulty: 4 });
  // As a process leaves it that died after so many rows.
  const again = await sent(csv);
  await FileModel.updateOne({ _id: again }, { $set: { subject: `import:${id}` } });
  await ImportRowModel.deleteMany({ importId: id, line: { $gt: 201 } });
  const reading = { table: again, beside: [] };
  await ImportModel.updateOne({ _id: id }, { $set: { state: 'reading', reading } });
  const run = { signal: new AbortController().signal, isLast: false };
  await readImport.run(app.services, { importId: id }, run);
  expect((await look(id)).sheet).toMatchObject({ state: 'checked', counts: { new: 347, faulty: 4 } });
  expect(await ImportRowModel.countDocuments({ importId: id })).toBe(351);
  expect(await ImportRowModel.findById(`${id}/352`).lean()).toMatchObject({ faults: [{ reason: 'twice' }] });
}, 120_000);

test('it comes to the library with its files, as every table does', async () => {
  const plan = await upload(importer, pdf('Plan'), 'attachment', 'plan.pdf');
  const table = await sent('title;file;licence\nThe plan;plan.pdf;by\nNo file;other.pdf;by');
  const files = [{ fileId: plan.id, name: 'plan.pdf' }];
  const { id } = await importer.do('import.check', { csv: '', name: '', table, files });
  expect((await read(id)).sheet.counts).toMatchObject({ new: 1, faulty: 1 });
  await importer.do('import.turn', { importId: id, act: 'send' });
  await other.do('import.turn', { importId: id, act: 'release' });
  await app.settled();
  const { rows } = await look(id);
  const { entry } = await other.see('library.entry', { entryId: present(rows[1]?.entryId) });
  expect(entry?.parts).toMatchObject([{ kind: 'file', name: 'plan.pdf' }]);
});

test.each([
  ['title,links\n"Never closed,https://example.org\nmore\nand more', 'import-table'],
  [`title,links\n${'x'.repeat(50_000)},https://example.org`, 'import-table'],
  ['name,address\nA,https://example.org', 'import-columns'],
  ['title,links\n', 'import-empty'],
])(
  'attack: a table that is none is said to be, and nothing of it stays: %.30s',
  async (csv, reason) => {
    const table = await sent(csv);
    const { id } = await check(table);
    expect((await read(id)).sheet).toMatchObject({ state: 'unread', may: [], fault: { reason } });
    expect(await ImportRowModel.countDocuments({ importId: id })).toBe(0);
    await until(async () => (await stateOf(table)) === 'gone', 'the table is gone');
  },
  240_000,
);

test('attack: of rows without end no more are read than may be', () => {
  const reader = new TableReader(new FileShelf([]), 1_000);
  const read = (cells: string[], lines: number) => reader.read({ record: cells, info: { lines } });
  read(['title', 'links', 'licence'], 1);
  for (let n = 0; n < 1_000; n++) read(['A', `https://example.org/${n}`, 'by'], n + 2);
  expect(() => read(['A', 'https://example.org', 'by'], 60_000)).toThrow('more than 1000 rows');
});

test('attack: what is no table, another’s, or too large is refused at once', async () => {
  const ask = async (table: FileId) =>
    reasonIn((await importer.post('import.check', { csv: '', name: '', table })).body);
  expect(await ask((await upload(importer, pdf('Plan'), 'attachment', 'plan.pdf')).id)).toBe('import-table');
  expect(await ask(await sent(aTable(3), other))).toBe('import-files');
  expect(await ask(await sent('a'.repeat(importLimits.large + 1)))).toBe('import-large');
}, 60_000);

test('a table is the same in whatever pieces it comes, also where one ends within the end of a line', async () => {
  const csv = '\uFEFFtitle,links\r\n"One\r\nline",a\r\nTwo,b\rThree,c\n';
  const seen = new Set<string>();
  for (let cut = 1; cut < csv.length; cut++) {
    const pieces = async function* () {
      yield csv.slice(0, cut);
      yield csv.slice(cut);
    };
    const rows: string[][] = [];
    for await (const { record } of recordsOf(pieces())) rows.push(record);
    seen.add(JSON.stringify(rows));
  }
  const rows = [
    ['title', 'links'],
    ['One\nline', 'a'],
    ['Two', 'b'],
    ['Three', 'c'],
  ];
  expect([...seen]).toEqual([JSON.stringify(rows)]);
});

test('who leaves while their table is read leaves no row', async () => {
  const leaving = await app.person({ name: 'Lea Leaving', role: 'moderator' });
  const table = await sent(aTable(3_000), leaving);
  const { id } = await leaving.do('import.check', { csv: '', name: '', table });
  await leaving.do('account.erase', { email: present(await findPerson(leaving.personId)).email, words: 'keep' });
  await app.settled();
  expect(await ImportRowModel.countDocuments({ importId: id })).toBe(0);
  expect(await stateOf(table)).toBe('gone');
}, 60_000);

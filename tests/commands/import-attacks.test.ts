import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LONGEST, recordsOf } from '@hearth/server/features/imports/records';
import { readTable } from '@hearth/server/features/imports/table';
import { libraryLimits } from '@hearth/shared/library/limits';
import { openApp, type TestApp } from '../support/app.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** Tables for the library that are to cost more than they may, or to bring what nobody sees. */

let app: TestApp;
let importer: Person;
let other: Person;
beforeAll(async () => {
  app = await openApp();
  importer = await app.person({ name: 'Ida Importer', role: 'moderator' });
  other = await app.person({ name: 'Otto Curator', role: 'moderator' });
});
afterAll(() => app.close());

test('attack: a row of millions of empty cells is no row, and is not held as a whole', async () => {
  let sent = 0;
  const table = async function* () {
    yield 'title,links,licence\nA';
    for (; sent < 5_000_000; sent += 50_000) yield ','.repeat(50_000);
    yield '\n';
  };
  const widths: number[] = [];
  const read = async () => {
    for await (const { record } of recordsOf(table())) widths.push(record.length);
  };
  await expect(read()).rejects.toMatchObject({ reason: 'import-table', wire: { params: { line: 2 } } });
  expect(widths).toEqual([3]);
  expect(sent).toBeLessThan(10 * LONGEST);
});

test('attack: of a row that names thousands of files and links no more is told and kept than a row may have', () => {
  const [names, links] = [Array.from({ length: 4_000 }, (_, n) => `${n}`), 'https://a.example/ '.repeat(1_000)];
  const [files, far] = readTable(`title,links,file,licence\nA,,${names.join(';')},by\nB,${links},,by`);
  expect(present(files).faults.length).toBeLessThanOrEqual(libraryLimits.parts + 1);
  expect(files?.faults).toContainEqual({ column: 'file', reason: 'many' });
  expect(far?.faults).toEqual([{ column: 'links', reason: 'many' }]);
  expect(present(far).words.links.length).toBeLessThanOrEqual(libraryLimits.parts);
});

test('attack: signs that nobody sees, or that turn the direction of writing, do not come to the library by a table', async () => {
  const [rlo, zero, nul] = ['\u202e', '\u200b', '\0'];
  const csv = [
    'title,links,licence,summary,credit',
    `Plan${rlo}fdp.exe${nul},https://example.org/turned,by,Seen${zero} by${rlo} all,"Two\nlines"`,
    `${zero}\u2800${zero},https://example.org/unseen,by,,`,
  ].join('\n');
  const { id } = await importer.do('import.check', { csv, name: '' });
  const { rows } = await importer.see('import.get', { importId: id });
  expect(rows.map(({ line, faults }) => [line, faults.map(({ reason }) => reason)])).toEqual([
    [4, ['missing']],
    [2, []],
  ]);
  await importer.do('import.turn', { importId: id, act: 'send' });
  await other.do('import.turn', { importId: id, act: 'release' });
  await app.settled();
  const { entry } = await other.see('library.entry', {
    entryId: present((await importer.see('import.get', { importId: id })).rows[1]?.entryId),
  });
  expect([entry?.title, entry?.credit]).toEqual(['Planfdp.exe', 'Two lines']);
  expect(entry?.summary).toContain('Seen by all');
});

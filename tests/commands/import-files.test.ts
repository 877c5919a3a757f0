import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { downloadPath } from '@hearth/shared/files/address';
import { fileLimits } from '@hearth/shared/files/limits';
import type { FileId, OwnFile } from '@hearth/shared/files/entity';
import { importLimits } from '@hearth/shared/imports/limits';
import { findPerson } from '@hearth/server/features/accounts/store';
import { FileModel } from '@hearth/server/features/files/model';
import { ImportModel, ImportRowModel } from '@hearth/server/features/imports/model';
import { recoverImports } from '@hearth/server/features/imports/running';
import { EntryModel } from '@hearth/server/features/library/model';
import { openApp, type TestApp } from '../support/app.ts';
import { pdf } from '../support/documents.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

/** Files beside a table for the library. */

let app: TestApp;
let importer: Person;
let other: Person;
let member: Person;
beforeAll(async () => {
  app = await openApp();
  other = await app.person({ name: 'Otto Curator', role: 'moderator' });
  member = await app.person({ name: 'Mara Member' });
});
afterAll(() => app.close());
// Nobody looks through so many tables in five minutes.
beforeEach(async () => {
  importer = await app.person({ name: 'Ida Importer', role: 'moderator' });
});

interface Sent {
  readonly fileId: FileId;
  readonly name: string;
}

async function sent(name: string, words = `Plan ${++plans}`): Promise<Sent> {
  const { id } = await upload(importer, pdf(words), 'attachment', name);
  return { fileId: id, name };
}
let plans = 0;

async function checked(csv: string, files: readonly Sent[]) {
  const { id } = await importer.do('import.check', { csv, name: 'table.csv', files: [...files] });
  return { id, ...(await look(id)) };
}
const look = (id: string, by = importer) => by.see('import.get', { importId: id });
const turn = (person: Person, importId: string, act: 'send' | 'release' | 'undo' | 'discard') =>
  person.do('import.turn', { importId, act });
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);
const statusFor = async (person: Person, { fileId }: Pick<Sent, 'fileId'>) =>
  (await fetch(app.url + downloadPath(fileId), { headers: person.headers() })).status;
const stateOf = async (id: string) => (await FileModel.findById(id).lean())?.state;

let tables = 0;
/** A table whose rows each name one of these. */
function tableOf(...names: string[]): string {
  const of = ++tables;
  return ['title,file,licence', ...names.map((name, n) => `Plan ${of}/${n},${name},by`)].join('\n');
}

async function released(csv: string, files: readonly Sent[]) {
  const { id } = await checked(csv, files);
  await turn(importer, id, 'send');
  await turn(other, id, 'release');
  await app.settled();
  return { id, ...(await look(id)) };
}

test('a table comes with its files: others see them as far as the import is, and the library has them in the end', async () => {
  const [plan, letter] = [await sent('plan.pdf'), await sent('Carta a las familias.pdf')];
  const picture: OwnFile = await upload(importer, await gradient(300, 200).jpeg().toBuffer(), 'picture', 'map.jpg');
  const csv = `título;archivo;enlaces;licencia;idiomas
Plan of the school;plan.pdf;;by;en
Map and letter;"map.jpg;carta a las familias.pdf";https://example.org/map;by-sa;en es es`;
  const { id, rows, sheet } = await checked(csv, [plan, letter, { fileId: picture.id, name: 'map.jpg' }]);
  expect([sheet.counts.new, rows.flatMap(({ faults }) => faults)]).toEqual([2, []]);
  expect(rows[1]?.files.map(({ name, isPicture }) => [name, isPicture])).toEqual([
    ['map.jpg', true],
    ['Carta a las familias.pdf', false],
  ]);
  const seenBy = () => Promise.all([importer, other, member, app.stranger()].map((one) => statusFor(one, plan)));
  expect(await seenBy()).toEqual([200, 404, 404, 404]);
  expect((await look(id, other)).files).toEqual([]);
  await turn(importer, id, 'send');
  expect(await seenBy()).toEqual([200, 200, 404, 404]);
  expect((await look(id, other)).rows[0]?.files).toMatchObject([{ name: 'plan.pdf' }]);
  await turn(other, id, 'release');
  await app.settled();
  expect(await seenBy()).toEqual([200, 200, 200, 200]);
  const done = await look(id);
  const [first, second] = done.rows.map(({ entryId }) => present(entryId));
  const entryOf = async (entryId = first) => (await member.see('library.entry', { entryId: present(entryId) })).entry;
  expect(await entryOf(first)).toMatchObject({
    ...{ kind: 'document', parts: [{ kind: 'file', name: 'plan.pdf', type: 'pdf', language: 'en' }] },
  });
  expect(await entryOf(second)).toMatchObject({
    parts: [
      { kind: 'link', language: 'en' },
      { kind: 'picture', alt: 'Map and letter', width: 300, language: 'es' },
      { kind: 'file', name: 'Carta a las familias.pdf', language: 'es' },
    ],
  });
  await turn(other, id, 'undo');
  await app.settled();
  expect(await seenBy()).toEqual([404, 404, 404, 404]);
  for (const one of [plan, letter, { fileId: picture.id }]) expect(await stateOf(one.fileId)).toBe('gone');
});

test('a row that names what is not there, what another has, or what several are called is told so, and is left out', async () => {
  const files = [
    await sent('plan.pdf'),
    await sent('Señal.pdf'.normalize('NFD')),
    await sent('a.pdf'),
    await sent('A.pdf'),
  ];
  const names = ['plans\\PLAN.pdf', 'plan.pdf', 'señal.pdf', 'a.pdf', '../b.pdf', '', 'señal.pdf|señal.pdf'];
  const { rows } = await checked(tableOf(...names), files);
  const said = Object.fromEntries(rows.map(({ line, faults }) => [line, faults]));
  expect(said).toEqual({
    ...{ 2: [], 4: [] },
    3: [{ column: 'file', reason: 'taken', name: 'plan.pdf' }],
    5: [{ column: 'file', reason: 'alike', name: 'a.pdf' }],
    6: [{ column: 'file', reason: 'absent', name: '../b.pdf' }],
    7: [{ column: 'file', reason: 'missing' }],
    8: [
      { column: 'file', reason: 'taken', name: 'señal.pdf' },
      { column: 'file', reason: 'taken', name: 'señal.pdf' },
    ],
  });
});

test('what no row that comes names is said, and goes in a day; the same files can be looked at once more before', async () => {
  const files = [await sent('plan.pdf'), await sent('forgotten.pdf')];
  const first = await checked(tableOf('plan.pdf', 'forgoten.pdf'), files);
  expect(first.files.map(({ name, isNamed }) => [name, isNamed])).toEqual([
    ['plan.pdf', true],
    ['forgotten.pdf', false],
  ]);
  const { id } = await checked(
    tableOf('plan.pdf'),
    first.files.map(({ fileId, name }) => ({ fileId, name })),
  );
  await turn(importer, id, 'send');
  expect(await reasonOf(importer, 'import.turn', { importId: first.id, act: 'send' })).toBe('import-files');
  expect(await reasonOf(importer, 'import.check', { csv: tableOf('plan.pdf'), name: '', files })).toBe('import-files');
  app.clock.advance((fileLimits.keptHours + 1) * 3_600_000);
  await until(async () => (await stateOf(present(files[1]).fileId)) === 'gone', 'the file that nothing named is gone');
  await app.settled();
  expect(await stateOf(present(files[0]).fileId)).toBe('ready');
  await turn(other, id, 'discard');
  expect(await stateOf(present(files[0]).fileId)).toBe('gone');
});

test('e28: the same table once more changes nothing, and a row that goes on after a crash has its file once', async () => {
  const csv = tableOf('plan.pdf', 'other.pdf');
  const [plan, more] = [await sent('plan.pdf'), await sent('other.pdf')];
  const { id } = await released(csv, [plan, more]);
  // As a process leaves it that died between an entry and the note that it is there.
  await ImportRowModel.updateMany({ importId: id }, { $set: { state: 'new' } });
  await ImportModel.updateOne({ _id: id }, { $set: { state: 'running', turnedBy: crypto.randomUUID() } });
  await recoverImports(app.services);
  await app.settled();
  expect((await look(id)).sheet).toMatchObject({ state: 'done', counts: { done: 2 } });
  expect(await EntryModel.countDocuments({ title: new RegExp(`^Plan ${tables}/`) })).toBe(2);
  expect(await Promise.all([plan, more].map((one) => statusFor(member, one)))).toEqual([200, 200]);
  const again = await checked(csv, [await sent('plan.pdf'), await sent('other.pdf')]);
  expect(again.sheet.counts).toMatchObject({ known: 2, new: 0 });
  expect(again.files.map(({ isNamed }) => isNamed)).toEqual([false, false]);
});

test('of two imports of one table the second has its files go, as its rows are there already', async () => {
  const csv = tableOf('plan.pdf');
  const [one, two] = [await sent('plan.pdf'), await sent('plan.pdf')];
  const [first, second] = [await checked(csv, [one]), await checked(csv, [two])];
  for (const { id } of [first, second]) await turn(importer, id, 'send');
  for (const { id } of [first, second]) {
    await turn(other, id, 'release');
    await app.settled();
  }
  expect((await look(second.id)).sheet).toMatchObject({ state: 'done', counts: { known: 1, done: 0 } });
  expect([await stateOf(one.fileId), await stateOf(two.fileId)]).toEqual(['ready', 'gone']);
});

test('attack: nobody brings in what somebody else sent, what is not there yet, or one file twice', async () => {
  const csv = tableOf('plan.pdf');
  const foreign = await upload(member, pdf('Of Mara'), 'attachment', 'plan.pdf');
  const ask = (files: readonly Sent[]) => reasonOf(importer, 'import.check', { csv, name: '', files });
  expect(await ask([{ fileId: foreign.id, name: 'plan.pdf' }])).toBe('import-files');
  const own = await sent('plan.pdf');
  expect(await ask([own, own])).toBe('invalid-input');
  const { id } = await importer.do('file.begin', { use: 'attachment', name: 'plan.pdf', size: 1_000 });
  expect(await ask([{ fileId: id, name: 'plan.pdf' }])).toBe('file-not-ready');
  const photo = await upload(importer, await gradient(300, 300).jpeg().toBuffer(), 'photo', 'plan.pdf');
  expect(await ask([{ fileId: photo.id, name: 'plan.pdf' }])).toBe('import-files');
});

test('who leaves takes along what waits beside their table', async () => {
  const plan = await sent('plan.pdf');
  const { id } = await checked(tableOf('plan.pdf'), [plan]);
  await turn(importer, id, 'send');
  await importer.do('account.erase', { email: present(await findPerson(importer.personId)).email, words: 'keep' });
  await app.settled();
  expect(await stateOf(plan.fileId)).toBe('gone');
  expect(reasonIn((await other.get('import.get', { importId: id })).body)).toBe('no-such-thing');
});

test('what waits is kept with its files, and what nobody turned for long goes with them', async () => {
  const plan = await sent('plan.pdf');
  const { id } = await checked(tableOf('plan.pdf'), [plan]);
  await turn(importer, id, 'send');
  app.clock.advance((importLimits.days - 1) * 86_400_000);
  await app.settled();
  expect(await stateOf(plan.fileId)).toBe('ready');
  // What the store does by its own clock.
  await Promise.all([ImportModel.deleteOne({ _id: id }), ImportRowModel.deleteMany({ importId: id })]);
  app.clock.advance(2 * 86_400_000);
  await until(async () => (await stateOf(plan.fileId)) === 'gone', 'the file is gone with its import');
});

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recoverLooking, wordsIn } from '@hearth/server/features/files/looking';
import { findFile } from '@hearth/server/features/files/store';
import { migrations } from '@hearth/server/migrations/migrations';
import { fileLimits } from '@hearth/shared/files/limits';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aPostWithFile, anEntry, entryWords, renewEntry } from '../support/library.ts';
import { lockedPdf, pdfOf, taggedPdf } from '../support/pdfs.ts';
import type { Person } from '../support/person.ts';
import { upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let ana: Person;
let rosa: Person;
beforeAll(async () => {
  app = await openApp();
  ana = await app.person({ name: 'Ana Fuentes' });
  rosa = await app.person({ name: 'Rosa Delgado', role: 'moderator' });
});
afterAll(() => app.close());

const send = (bytes: Buffer, name = 'plan.pdf') => upload(ana, bytes, 'attachment', name);

/** Once somebody has looked into it. */
async function looked(fileId: string) {
  let file = await findFile(fileId);
  await until(async () => {
    file = await findFile(fileId);
    return file?.toLook === false;
  }, 'it was looked into');
  if (!file) throw new Error('there is no such file');
  return file;
}

const wordsOf = async (fileId: string) => wordsIn(app.services.blobs, await looked(fileId));
const part = (fileId: Awaited<ReturnType<typeof send>>['id'], name = 'plan.pdf') =>
  ({ kind: 'file', fileId, name, language: 'en' }) as const;

/** Whether anything of a file is stored. */
async function isKept(id: string): Promise<boolean> {
  for await (const group of app.services.blobs.groups()) if (group === id) return true;
  return false;
}

test.each([
  ['no tags, language and title', () => pdfOf(['Hello']), ['pdf-no-tags', 'pdf-no-language', 'pdf-no-title']],
  [
    'pictures of words',
    () => pdfOf(['A cover', '', ''], { info: '/Title (Scan)', catalog: '/Lang (es)' }),
    ['pdf-no-text'],
  ],
  ['no headings', () => taggedPdf(['P', 'L']), ['pdf-no-headings']],
  ['a picture that says nothing', () => taggedPdf(['H1', 'Figure']), ['pdf-no-alt']],
  ['all of it', () => taggedPdf(['H1', 'Figure'], '/Alt (A bus)'), []],
  ['a password', lockedPdf, ['pdf-password']],
  ['nothing but its first words', () => Buffer.from('%PDF-1.7\n'), ['pdf-unread']],
] as const)('whoever sends a PDF with %s is told so, and it is taken', async (_what, bytes, hints) => {
  const { id, state } = await send(bytes());
  expect(state).toBe('ready');
  await looked(id);
  expect(await ana.see('file.get', { fileId: id })).toMatchObject({ state: 'ready', isLooking: false, hints });
});

test('what our own demo gives to the library has nothing that could be mended', async () => {
  const its = new URL('../../server/src/demo/network/files/family-survey.pdf', import.meta.url);
  expect((await looked((await send(await readFile(its))).id)).hints).toEqual([]);
});

test('its owner and curators read on the page of the entry what could be mended, also of a version that waits; nobody else does', async () => {
  const [first, second] = [await send(pdfOf(['Hello'])), await send(taggedPdf(['P']))];
  const { id: entryId } = await anEntry({ owner: ana, curator: rosa }, 'published', { parts: [part(first.id)] });
  await Promise.all([first, second].map(({ id }) => looked(id)));
  await renewEntry(ana, entryId, { parts: [part(second.id)] });
  const hints = [
    { fileId: first.id, hints: ['pdf-no-tags', 'pdf-no-language', 'pdf-no-title'] },
    { fileId: second.id, hints: ['pdf-no-headings'] },
  ];
  for (const one of [ana, rosa])
    expect((await one.see('library.entry', { entryId })).entry?.kept).toMatchObject({ hints });
  for (const one of [await app.person(), app.stranger()]) {
    const { entry } = await one.see('library.entry', { entryId });
    expect([entry?.kept, JSON.stringify(entry).includes('pdf-no')]).toEqual([null, false]);
  }
});

test('nobody waits for it: a file stands in an entry before anybody has looked into it', async () => {
  const { id: fileId } = await send(pdfOf(['Later']));
  const { id } = await ana.do('library.draft', entryWords({ parts: [part(fileId)] }));
  await looked(fileId);
  expect((await ana.see('library.entry', { entryId: id })).entry?.kept?.hints).toHaveLength(1);
});

test('the words of a PDF and of a text are kept with it, whatever they were written with, and no address gives them', async () => {
  const plan = await send(pdfOf(['Breakfast before', 'school\\tand after']));
  expect(await wordsOf(plan.id)).toBe('Breakfast before\nschool and after');
  const [utf8, windows] = [Buffer.from('Niños\r\n\r\n  y\tfamilias'), Buffer.from('Ni\xf1os', 'latin1')];
  expect(await wordsOf((await send(utf8, 'a.txt')).id)).toBe('Niños\ny familias');
  expect(await wordsOf((await send(windows, 'a.csv')).id)).toBe('Niños');
  for (const form of ['words', 'words-1', 'download/words'])
    expect((await fetch(`${app.url}/api/files/${plan.id}/${form}`, { headers: ana.headers() })).status).toBe(404);
});

test('of words without end a part is kept, and no half letter', async () => {
  const long = await wordsOf((await send(Buffer.from('ñ'.repeat(fileLimits.words)), 'a.txt')).id);
  expect([Buffer.byteLength(long), new Set(long)]).toEqual([fileLimits.words, new Set('ñ')]);
  const pages = Array.from({ length: 300 }, (_, n) => `${n} ${'words '.repeat(300)}`);
  const { id } = await send(pdfOf(pages));
  expect(Buffer.byteLength(await wordsOf(id))).toBeLessThanOrEqual(fileLimits.words);
  expect(await wordsOf(id)).toContain('99 words words');
});

test('the words go with the file, and a copy has its own', async () => {
  const from = await aPostWithFile(rosa);
  const of = (await rosa.see('library.from-post', from)).files[0]?.fileId;
  if (!of) throw new Error('the post has no file');
  await looked(of);
  const { id: entryId, rev } = await rosa.do('library.draft', entryWords({ parts: [part(of)], from }));
  const { entry } = await rosa.see('library.entry', { entryId });
  const [its] = entry?.parts ?? [];
  if (its?.kind !== 'file') throw new Error('the entry has no file');
  expect([its.fileId === of, await wordsOf(its.fileId), await wordsOf(of)]).toEqual([false, 'Plan', 'Plan']);
  expect(entry?.kept?.hints).toMatchObject([{ fileId: its.fileId }]);
  await rosa.do('library.turn', { entryId, rev, act: 'discard', reason: '' });
  await until(async () => !(await isKept(its.fileId)), 'the copy is gone, words and all');
  expect(await findFile(its.fileId)).toMatchObject({ state: 'gone', hints: [], words: 0 });
  expect(await wordsOf(of)).toBe('Plan');
});

test('0009: files from before are looked into', async () => {
  const { id } = await send(pdfOf(['From before']));
  await ana.do('library.draft', entryWords({ parts: [part(id)] }));
  await looked(id);
  const files = mongoose.connection.collection<{ _id: string }>('files');
  await files.updateOne({ _id: id }, { $unset: { toLook: 1, words: 1, hints: 1 } });
  const its = migrations.find(({ name }) => name === '0009-words-of-files');
  const others = await files.countDocuments({ toLook: false });
  for (let run = 0; run < 2; run++) await its?.run(new AbortController().signal);
  expect(await findFile(id)).toMatchObject({ toLook: true });
  expect(await files.countDocuments({ toLook: false })).toBe(others);
  // Of what is from before there was no job.
  await mongoose.connection.collection('jobs').deleteMany({ kind: 'file.look' });
  await recoverLooking(app.services);
  expect(await wordsOf(id)).toBe('From before');
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { officeKind } from '@hearth/server/features/files/office';
import { startOf } from '@hearth/server/features/files/sniff-file';
import { fileKinds, kindOfName, type AttachmentKind } from '@hearth/shared/files/kinds';
import { fileLimits } from '@hearth/shared/files/limits';
import { openApp, type TestApp } from '../support/app.ts';
import { mp3, openDocument, openXml, pdf, zip } from '../support/documents.ts';
import type { Person } from '../support/person.ts';
import { gradient, send, upload } from '../support/uploads.ts';

let app: TestApp;
let ana: Person;
beforeAll(async () => {
  app = await openApp();
  ana = await app.person({ name: 'Ana Fuentes' });
});
afterAll(() => app.close());

const m4a = Buffer.concat([Buffer.from('\0\0\0\x1cftypM4A \0\0\0\0M4A mp42', 'latin1'), Buffer.alloc(200)]);

/** One of each kind that is taken; a test says when there is another one. */
const samples: Readonly<Record<AttachmentKind, Buffer>> = {
  pdf: pdf('Plan'),
  docx: openXml('docx'),
  xlsx: openXml('xlsx'),
  pptx: openXml('pptx'),
  odt: openDocument('text'),
  ods: openDocument('spreadsheet'),
  odp: openDocument('presentation'),
  txt: Buffer.from('Niños y familias\n'),
  csv: Buffer.from('school,families\nLincoln,212\n'),
  mp3: mp3(),
  m4a,
  ogg: Buffer.concat([Buffer.from('OggS\0\x02', 'latin1'), Buffer.alloc(60)]),
};

test.each(fileKinds)('H29: a file of kind %s is taken, and known by its bytes', async (kind) => {
  const file = await upload(ana, samples[kind], 'attachment', `Meeting.${kind}`);
  expect(file).toMatchObject({ state: 'ready', reason: null, kind, size: samples[kind].length });
});

test('what a file is called does not say what it is', async () => {
  expect(await upload(ana, samples.xlsx, 'attachment', 'Budget.docx')).toMatchObject({ state: 'ready', kind: 'xlsx' });
  expect(await upload(ana, samples.pdf, 'attachment', 'notes.txt')).toMatchObject({ state: 'ready', kind: 'pdf' });
});

const page = Buffer.from('<!doctype html><script>alert(1)</script>');
const program = Buffer.concat([Buffer.from('MZ\x90\0\x03', 'latin1'), Buffer.alloc(500)]);
const old = Buffer.concat([Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), Buffer.alloc(600)]);

test.each([
  ['a page', page, 'a.pdf', 'file-other'],
  ['a program', program, 'a.docx', 'file-other'],
  ['a program', program, 'a.txt', 'file-other'],
  ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'a.txt', 'file-other'],
  ['an old document, or one with a password', old, 'a.docx', 'file-old-office'],
  ['two bytes of a frame', Buffer.from('\xff\xfb\x90\0 and then words', 'latin1'), 'a.mp3', 'file-other'],
] as const)('%s is refused with the first piece', async (_what, bytes, name, reason) => {
  const { id, answer } = await send(ana, bytes, 'attachment', name);
  expect(answer).toMatchObject({ status: 422, body: { error: { reason } } });
  expect(await ana.see('file.get', { fileId: id })).toMatchObject({ state: 'refused', reason });
});

const macros = { name: 'word/vbaProject.bin', bytes: 'Attribute VB_Name' };
const macroType = 'application/vnd.ms-word.document.macroEnabled.main+xml';

test.each([
  ['macros', openXml('docx', [macros]), 'file-macros'],
  ['macros under another name', openXml('docx', [{ name: 'xl/VBAPROJECT.BIN', bytes: '' }]), 'file-macros'],
  ['a document that says it has macros', openXml('docx', [], macroType), 'file-macros'],
  ['macros of Excel before 1997', openXml('xlsx', [{ name: 'xl/macrosheets/sheet1.xml', bytes: '' }]), 'file-macros'],
  ['controls that run', openXml('docx', [{ name: 'word/activeX/activeX1.bin', bytes: '' }]), 'file-macros'],
  ['a program in it', openXml('pptx', [{ name: 'ppt/embeddings/setup.exe', bytes: '' }]), 'file-macros'],
  ['macros of OpenOffice', openDocument('text', [{ name: 'Basic/Standard/Module1.xml', bytes: '' }]), 'file-macros'],
  ['a password', openDocument('text', [], '<manifest:encryption-data/>'), 'file-old-office'],
  ['parts with a password', openXml('docx', [{ name: 'a', bytes: 'b', isEncrypted: true }]), 'file-old-office'],
  ['an archive', zip([{ name: 'homework.txt', bytes: 'x' }]), 'file-kind'],
  ['a program for Java', zip([{ name: 'META-INF/MANIFEST.MF', bytes: 'x' }]), 'file-kind'],
  ['two documents in one', openXml('docx', [{ name: '[content_types].xml', bytes: 'other' }]), 'file-other'],
  ['macros whose name goes on', openXml('docx', [{ name: 'word/my vbaProject 2.bin', bytes: '' }]), 'file-macros'],
  ['types that only some programs read', openXml('docx', [], 'a"/><!-- " -->'), 'file-other'],
  ['types by their numbers', openXml('docx', [], '&#109;acroEnabled.main+xml'), 'file-other'],
  ['a name without an end', openXml('docx', [{ name: `word/${'a'.repeat(600)}.xml`, bytes: '' }]), 'file-other'],
  ['a list that unpacks to ten megabytes', bomb(), 'file-other'],
  ['one that is cut off', openXml('docx').subarray(0, -30), 'file-other'],
  ['words behind its end', Buffer.concat([openXml('docx'), Buffer.from('x')]), 'file-other'],
] as const)('H29: a document with %s is refused once it is there', async (_what, bytes, reason) => {
  const { id } = await send(ana, bytes, 'attachment', 'Meeting.docx');
  const file = await upload(ana, bytes, 'attachment', 'Meeting.docx');
  expect(file).toMatchObject({ state: 'refused', reason });
  const { status } = await fetch(`${app.url}/api/files/${file.id}/download`, { headers: ana.headers() });
  expect([id !== file.id, status]).toEqual([true, 404]);
});

function bomb(): Buffer {
  const types = Buffer.concat([Buffer.from('<Types>'), Buffer.alloc(10_000_000, ' ')]);
  return zip([{ name: '[Content_Types].xml', bytes: types }]);
}

test('text with what stands in no text is refused wherever it stands', async () => {
  const hidden = Buffer.concat([Buffer.alloc(fileLimits.piece + 10, 'a'), Buffer.from('\0\x01\x02')]);
  expect(await upload(ana, hidden, 'attachment', 'a.txt')).toMatchObject({ state: 'refused', reason: 'file-other' });
});

test.each([
  ['a.exe', 10, 'file-kind'],
  ['a.svg', 10, 'file-kind'],
  ['a.html', 10, 'file-kind'],
  ['a.docm', 10, 'file-kind'],
  ['a.pdf.exe', 10, 'file-kind'],
  ['pdf', 10, 'file-kind'],
  ['', 10, 'file-kind'],
  ['a.doc', 10, 'file-old-office'],
  ['a.pdf', fileLimits.file + 1, 'file-too-large'],
] as const)('%p of %p bytes is not begun', async (name, size, reason) => {
  expect(await ana.try('file.begin', { use: 'attachment', name, size })).toMatchObject({ error: { reason } });
});

test('a picture is no attachment, and an attachment no picture', async () => {
  const picture = await gradient(20, 20).png().toBuffer();
  expect((await send(ana, picture, 'attachment', 'a.pdf')).answer).toMatchObject({
    body: { error: { reason: 'file-other' } },
  });
  expect((await send(ana, samples.pdf, 'picture')).answer).toMatchObject({
    body: { error: { reason: 'picture-kind' } },
  });
});

test('whatever a zip says of itself, looking at it ends', async () => {
  const whole = openXml('docx', [macros]);
  // Every byte of its list and of its end, changed: none makes anything but an answer of it, or lets the macros through.
  for (let at = whole.lastIndexOf('PK\x01\x02', -1, 'latin1') - 200; at < whole.length; at++) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0xff;
    const found = await officeKind(async (first, length) => changed.subarray(first, first + length), changed.length);
    if (typeof found === 'string')
      expect([at, changed.includes('vbaProject.bin', whole.length - 200)]).toEqual([at, false]);
  }
});

/** Milliseconds that looking at a zip takes whose names are so many times seven signs long; the least of three. */
async function looking(words: number): Promise<number> {
  const names = Array.from({ length: 7_000 }, (_, n) => ({ name: `word/${'vbadata'.repeat(words)}${n}`, bytes: '' }));
  const full = openXml('docx', names);
  const taken: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const from = performance.now();
    expect(await officeKind(async (first, length) => full.subarray(first, first + length), full.length)).toBe('docx');
    taken.push(performance.now() - from);
  }
  return Math.min(...taken);
}

test('H30: looking at the names in a zip takes no longer than there are names', async () => {
  // Where every beginning was tried anew, four times the length took sixteen times as long.
  expect((await looking(12)) / (await looking(3))).toBeLessThan(9);
});

test('the first bytes say nothing that is not so', () => {
  expect(startOf(Buffer.from('%PDF-9.9'), 'a.pdf')).toEqual({ fault: 'file-other' });
  expect(startOf(Buffer.alloc(0), 'a.txt')).toBe('txt');
  expect([kindOfName('Plan.PDF '), kindOfName('plan'), kindOfName('.pdf')]).toEqual(['pdf', null, 'pdf']);
});

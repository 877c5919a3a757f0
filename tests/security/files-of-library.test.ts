import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { downloadPath, filePath, playPath } from '@hearth/shared/files/address';
import { fileLimits, pictureWidths } from '@hearth/shared/files/limits';
import type { OwnFile } from '@hearth/shared/files/entity';
import sharp from 'sharp';
import { openApp, type TestApp } from '../support/app.ts';
import { openXml, pdf, zip } from '../support/documents.ts';
import { mp4 } from '../support/films.ts';
import { anEntry, entryWords, otherParts, renewEntry, turnEntry } from '../support/library.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { ended, gradient, sendPiece, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

/** The attacks on files, at what stands in entries of the library. */

let app: TestApp;
let ana: Person;
let rosa: Person;
beforeAll(async () => {
  app = await openApp();
  ana = await app.person({ name: 'Ana Fuentes' });
  rosa = await app.person({ name: 'Rosa Delgado', role: 'moderator' });
});
afterAll(() => app.close());

const filePart = ({ id }: Pick<OwnFile, 'id'>, name: string) =>
  ({ kind: 'file', fileId: id, name, language: 'en' }) as const;
const picturePart = ({ id }: Pick<OwnFile, 'id'>) =>
  ({ kind: 'picture', fileId: id, alt: '', language: 'en' }) as const;
const get = (path: string, person: Person = ana) => fetch(app.url + path, { headers: person.headers() });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

/** Sends all of it, whatever is answered on the way, and gives an entry that is to have it. */
async function given(bytes: Buffer, use: 'attachment' | 'picture' | 'video', name: string) {
  const { id } = await ana.do('file.begin', { use, name, size: bytes.length });
  for (let at = 0; at < bytes.length; at += fileLimits.piece) {
    const { status } = await sendPiece(ana, id, at, bytes.subarray(at, at + fileLimits.piece));
    if (status !== 200) break;
  }
  const file = await ended(ana, id);
  const part = use === 'picture' ? picturePart(file) : filePart(file, name);
  const { body } = await ana.post('library.draft', entryWords({ parts: [part] }));
  return { file, reason: reasonIn(body) };
}

async function isKept(id: string): Promise<boolean> {
  for await (const group of app.services.blobs.groups()) if (group === id) return true;
  return false;
}

const script = '<script>alert(1)</script>';
const svg = `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`;

test.each([
  ['a page that is called a picture', `<!doctype html>${script}`, 'picture', 'a.png'],
  ['a drawing with a script', svg, 'picture', 'a.svg.png'],
  ['a page that is called a PDF', `<!doctype html>${script}`, 'attachment', 'a.pdf'],
  ['a page that is called a film', `<!doctype html>${script}`, 'video', 'a.mp4'],
] as const)('attack 57: an entry never has %s', async (_what, words, use, name) => {
  const { file, reason } = await given(Buffer.from(words), use, name);
  expect([file.state, reason]).toEqual(['refused', 'file-not-ready']);
  await until(async () => !(await isKept(file.id)), 'its bytes are gone');
});

test('attack 57: of a picture that is a page as well an entry shows the picture; a film and a PDF are sent as what they are', async () => {
  const both = Buffer.concat([await gradient(200, 100).jpeg().toBuffer(), Buffer.from(`<html>${script}`)]);
  const picture = await upload(ana, both, 'picture', 'page.html');
  const [film, plan] = [
    await upload(ana, mp4(), 'video', 'a.mp4'),
    await upload(ana, pdf(script), 'attachment', 'a.pdf'),
  ];
  const parts = [
    picturePart(picture),
    filePart(film, `x.html\u202e"\r\nset-cookie: a=b`),
    filePart(plan, '../../a.html'),
  ];
  await anEntry({ owner: ana, curator: rosa }, 'published', { parts });
  const answers = await Promise.all(
    [filePath(picture.id, 480), playPath(film.id), downloadPath(plan.id)].map((path) => get(path, app.stranger())),
  );
  expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual([
    'image/webp',
    'video/mp4',
    'application/pdf',
  ]);
  for (const { status, headers } of answers) {
    expect([status, headers.get('x-content-type-options'), headers.get('set-cookie')]).toEqual([200, 'nosniff', null]);
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('content-disposition')).not.toMatch(/\.html"|[/\\\r\n\u202e]/);
  }
  expect((await bytesOf(await get(filePath(picture.id, 480)))).includes('script')).toBe(false);
  // Nothing but sound, films and captions is ever played in a page.
  expect((await get(playPath(plan.id))).status).toBe(404);
});

test('attack 58: an entry never has a picture of 900 megapixels or one that ends too early', async () => {
  const huge = await gradient(100, 100).png().toBuffer();
  huge.writeUInt32BE(30_000, 16);
  huge.writeUInt32BE(30_000, 20);
  const short = (await gradient(2_000, 2_000).jpeg({ quality: 95 }).toBuffer()).subarray(0, 20_000);
  for (const bytes of [huge, short]) {
    const { file, reason } = await given(bytes, 'picture', 'a.png');
    expect([file.state, reason]).toEqual(['refused', 'file-not-ready']);
  }
});

test('attack 59: an archive is no file of an entry and no table; names within a document lead nowhere', async () => {
  const nested = zip([{ name: 'inner.zip', bytes: zip([{ name: 'a', bytes: Buffer.alloc(1_000_000) }]) }]);
  expect((await given(nested, 'attachment', 'a.docx')).reason).toBe('file-not-ready');
  const before = await readdir(app.services.config.dataFolder);
  const names = ['../../../evil.txt', '/tmp/hearth-evil.txt', '..\\..\\evil.txt', 'word/link'];
  const bytes = openXml(
    'docx',
    names.map((name) => ({ name, bytes: 'evil' })),
  );
  const { file, reason } = await given(bytes, 'attachment', 'plan.docx');
  expect([file.state, reason]).toEqual(['ready', null]);
  // As it came, and nothing beside it.
  expect((await bytesOf(await get(downloadPath(file.id)))).equals(bytes)).toBe(true);
  expect(await readdir(app.services.config.dataFolder)).toEqual(before);
  const csv = nested.toString('latin1').slice(0, 10_000);
  expect((await rosa.post('import.check', { csv, name: '../../a.zip' })).status).toBe(422);
});

test('attack 60: films that are cut off at the end hold nothing up, and nothing of them stays', async () => {
  const bytes = mp4({ long: fileLimits.piece + 10_000 });
  for (let n = 0; n < 30; n++) {
    const { id } = await ana.do('file.begin', { use: 'video', name: 'a.mp4', size: bytes.length });
    await sendPiece(ana, id, 0, bytes.subarray(0, fileLimits.piece));
    const { body } = await ana.post('library.draft', entryWords({ parts: [filePart({ id }, 'a.mp4')] }));
    expect(reasonIn(body)).toBe('file-not-ready');
    await ana.do('file.discard', { fileId: id });
    expect(await isKept(id)).toBe(false);
  }
  expect((await upload(ana, bytes, 'video', 'a.mp4')).state).toBe('ready');
});

test('attack 61: a file of an entry is nowhere for whom the entry is not, with every state it goes through', async () => {
  const plan = await upload(ana, pdf('Plan'), 'attachment', 'plan.pdf');
  const [eve, stranger] = [await app.person(), app.stranger()];
  const statuses = () =>
    Promise.all([ana, rosa, eve, stranger].map(async (one) => (await get(downloadPath(plan.id), one)).status));
  let entry = await anEntry({ owner: ana, curator: rosa }, 'draft', { parts: [filePart(plan, 'plan.pdf')] });
  expect(await statuses()).toEqual([200, 200, 404, 404]);
  entry = await turnEntry(ana, entry, 'submit');
  expect(await statuses()).toEqual([200, 200, 404, 404]);
  entry = await turnEntry(rosa, entry, 'publish');
  expect(await statuses()).toEqual([200, 200, 200, 200]);
  // For members from now on.
  const words = entryWords({ audience: 'members', parts: [filePart(plan, 'plan.pdf')] });
  entry = await rosa.do('library.change', { entryId: entry.id, rev: entry.rev, ...words });
  expect(await statuses()).toEqual([200, 200, 200, 404]);
  const waiting = await upload(ana, pdf('Next'), 'attachment', 'next.pdf');
  await renewEntry(ana, entry.id, { parts: [...otherParts(), filePart(waiting, 'next.pdf')] });
  expect((await get(downloadPath(waiting.id), eve)).status).toBe(404);
  const { entry: read } = await rosa.see('library.entry', { entryId: entry.id });
  entry = await turnEntry(rosa, { id: entry.id, rev: read?.rev ?? 0 }, 'hide');
  expect(await statuses()).toEqual([200, 200, 404, 404]);
  await turnEntry(rosa, entry, 'remove');
  expect(await statuses()).toEqual([404, 404, 404, 404]);
});

test('attack 61: no address opens a file that its id alone does not: the next id, another form, a signature', async () => {
  const plan = await upload(ana, pdf('Plan'), 'attachment', 'plan.pdf');
  await anEntry({ owner: ana, curator: rosa }, 'draft', { parts: [filePart(plan, 'plan.pdf')] });
  const eve = await app.person();
  const next = (BigInt(`0x${plan.id}`) + 1n).toString(16).padStart(16, '0');
  const ends = ['?signature=abc&expires=1', '?token=x', '/', '%2e%2e/download', '/../download'];
  const paths = [downloadPath(next), filePath(plan.id, 480), ...ends.map((end) => downloadPath(plan.id) + end)];
  const words = await Promise.all(
    paths.map(async (path) => {
      const answer = await get(path, eve);
      return [path, answer.status, (await answer.text()).includes('Plan')];
    }),
  );
  expect(words).toEqual(paths.map((path) => [path, 404, false]));
});

test('attack 62: of a photo in an entry no form says where it was taken, and what was sent is gone', async () => {
  const taken = await gradient(2_000, 1_000)
    .jpeg({ quality: 100 })
    .withExif({ IFD0: { Copyright: 'Ana Fuentes' }, IFD3: { GPSLatitude: '39/1 57/1 0/1' } })
    .toBuffer();
  const photo = await upload(ana, taken, 'picture', 'home.jpg');
  await anEntry({ owner: ana, curator: rosa }, 'published', { parts: [picturePart(photo)] });
  for (const width of pictureWidths) {
    const shown = await bytesOf(await get(filePath(photo.id, width), app.stranger()));
    const { exif, xmp, iptc } = await sharp(shown).metadata();
    expect([exif, xmp, iptc, shown.includes('Fuentes')]).toEqual([undefined, undefined, undefined, false]);
  }
  for (const path of [downloadPath(photo.id), playPath(photo.id), `/api/files/${photo.id}/original`])
    expect((await get(path)).status).toBe(404);
});

import { request as httpRequest } from 'node:http';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { filePath, uploadPath } from '@hearth/shared/files/address';
import { fileLimits } from '@hearth/shared/files/limits';
import sharp from 'sharp';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { ended, gradient, noise, send, sendPiece, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let ana: Person;
let eve: Person;
let picture: Buffer;

beforeAll(async () => {
  app = await openApp();
  [ana, eve] = [await app.person(), await app.person()];
  picture = await gradient(200, 100).jpeg().toBuffer();
});
afterAll(() => app.close());

const begin = (person: Person, size: number, name = 'a.jpg') => person.do('file.begin', { use: 'picture', name, size });
const see = (person: Person, id: string) => fetch(app.url + filePath(id, 480), { headers: person.headers() });

/** Whether anything of a file is stored. */
async function isKept(id: string): Promise<boolean> {
  for await (const group of app.services.blobs.groups()) if (group === id) return true;
  return false;
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const HEIC = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(100)]);

test.each([
  ['HTML that is called a picture', '<!doctype html><script>alert(1)</script>', 'picture-kind'],
  ['SVG with a script', SVG, 'picture-kind'],
  ['SVG behind spaces', `\n\n   ${SVG}`, 'picture-kind'],
  ['PDF', '%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>', 'picture-kind'],
  ['a zip', Buffer.from('PK\x03\x04aaaaaaaaaaaaaaaaaaaa', 'latin1'), 'picture-kind'],
  ['a program', Buffer.from('\x7fELF\x02\x01\x01aaaaaaaaaaaaaaaa', 'latin1'), 'picture-kind'],
  ['a picture of an iPhone’s own kind', HEIC, 'picture-heic'],
  ['a few bytes', 'x', 'picture-kind'],
])('attack 57: %s is refused with its first piece, and nothing of it kept', async (_what, content, reason) => {
  const { id, answer } = await send(ana, Buffer.from(content), 'picture', 'holiday.png');
  expect(answer).toMatchObject({ status: 422, body: { ok: false, error: { reason } } });
  expect(await ended(ana, id)).toMatchObject({ state: 'refused', reason });
  expect([await isKept(id), (await see(ana, id)).status]).toEqual([false, 404]);
  // Another try brings nothing else.
  expect((await sendPiece(ana, id, 0, picture.subarray(0, 1))).body).toMatchObject({ ok: false, error: { reason } });
});

test('attack 57: of a picture that is a page as well, the picture alone is left', async () => {
  const page = Buffer.from('<html><script>alert(document.domain)</script></html>');
  const marked = await sharp(picture)
    .withExif({ IFD0: { ImageDescription: page.toString() } })
    .jpeg()
    .toBuffer();
  for (const both of [Buffer.concat([picture, page]), marked]) {
    const { id, state } = await upload(ana, both, 'picture', 'page.html');
    const answer = await see(ana, id);
    const shown = Buffer.from(await answer.arrayBuffer());
    expect([state, answer.headers.get('content-type'), shown.includes('script')]).toEqual([
      'ready',
      'image/webp',
      false,
    ]);
    expect(answer.headers.get('content-disposition')).toBe('inline; filename="picture.webp"');
  }
});

test('attack 58: more pixels than a phone takes, a file that ends too early, and what would be held whole, are refused', async () => {
  const huge = await withHeader({ side: 30_000, depth: 8, colours: 2, isInterlaced: false });
  const broken = (await gradient(2_000, 2_000).jpeg({ quality: 95 }).toBuffer()).subarray(0, 30_000);
  const heavy = await withHeader({ side: 7_000, depth: 16, colours: 6, isInterlaced: true });
  const all = [
    [huge, 'picture-too-many-pixels'],
    [broken, 'picture-broken'],
    [Buffer.concat([picture.subarray(0, 20), Buffer.alloc(5_000, 7)]), 'picture-broken'],
    [heavy, 'picture-too-heavy'],
  ] as const;
  for (const [bytes, reason] of all) {
    const file = await upload(ana, bytes);
    expect(file).toMatchObject({ state: 'refused', reason });
    await until(async () => !(await isKept(file.id)), 'its bytes are gone');
  }
});

/** A PNG that says of itself what a real one of that size would; to make one takes minutes. */
async function withHeader(is: {
  side: number;
  depth: number;
  colours: number;
  isInterlaced: boolean;
}): Promise<Buffer> {
  const png = await gradient(100, 100).png().toBuffer();
  // Length, name, thirteen bytes and a sum stand behind the eight that all begin with.
  png.writeUInt32BE(is.side, 16);
  png.writeUInt32BE(is.side, 20);
  png.set([is.depth, is.colours, 0, 0, Number(is.isInterlaced)], 24);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

test('attack 58: of ten thousand frames one is read', async () => {
  const frame = await gradient(20, 20).gif().toBuffer();
  // Header, screen and colours once, then the frame again and again.
  const start = frame.indexOf(Buffer.from([0x2c]));
  const body = frame.subarray(start, frame.length - 1);
  const gif = Buffer.concat([
    frame.subarray(0, start),
    ...Array.from({ length: 10_000 }, () => body),
    Buffer.from([0x3b]),
  ]);
  expect(await upload(ana, gif, 'picture', 'a.gif')).toMatchObject({ state: 'ready', width: 20, height: 20 });
});

test('attack 60: of a hundred uploads that are cut off at the end, nothing is held up and nothing stays', async () => {
  const bytes = await noise(500, 500);
  const gil = await app.person();
  for (let n = 0; n < 100; n++) {
    const { id } = await begin(gil, bytes.length);
    await cutOff(gil, id, bytes.subarray(0, bytes.length - 1));
    await gil.do('file.discard', { fileId: id });
    if (n % 25 === 0) await until(async () => !(await isKept(id)), 'its bytes are gone');
  }
  expect(await upload(gil, picture)).toMatchObject({ state: 'ready' });
});

/** Sends a part of what was promised and then goes away. */
function cutOff(person: Person, id: string, part: Buffer): Promise<void> {
  const headers = {
    ...{ 'content-type': 'application/octet-stream', 'upload-offset': '0', 'content-length': part.length + 1 },
    ...person.headers(),
  };
  return new Promise((resolve) => {
    const sending = httpRequest(app.url + uploadPath(id), { method: 'PATCH', headers }, () => {});
    sending.on('error', () => {});
    sending.on('close', resolve);
    sending.write(part, () => sending.destroy());
  });
}

test.each([
  ['more than was announced', 100, 101],
  ['more than a piece', fileLimits.piece * 2, fileLimits.piece + 1],
  ['crumbs, of which there would be thousands', fileLimits.piece * 2, 1_000],
])('attack 60: %s is refused, and the upload stays where it was', async (_what, size, sent) => {
  const { id } = await begin(ana, size);
  const answer = await sendPiece(ana, id, 0, Buffer.concat([picture.subarray(0, 50), Buffer.alloc(sent - 50)]));
  expect([answer.status, answer.body]).toMatchObject([422, { ok: false, error: { reason: 'invalid-input' } }]);
  expect(await ana.see('file.get', { fileId: id })).toMatchObject({ state: 'arriving', received: 0 });
  await ana.do('file.discard', { fileId: id });
});

test('attack 44: one person holds six lines open at most, and gets them back', async () => {
  const fay = await app.person({ role: 'moderator' });
  const uploads = await Promise.all(Array.from({ length: 7 }, () => begin(fay, 200_000)));
  const leaving = uploads.slice(0, 6).map(({ id }) => holdOpen(fay, id));
  const [, , , , , , last] = uploads;
  // Too small to be kept, and refused for that where there is room.
  const late = async () => (await sendPiece(fay, last?.id ?? '', 0, picture.subarray(0, 99))).status;
  await until(async () => (await late()) === 503, 'a seventh is told to wait');
  expect(await upload(eve, picture)).toMatchObject({ state: 'ready' });
  for (const leave of leaving) leave();
  await until(async () => (await late()) === 422, 'there is room again');
});

/** Sends a byte and no more; the way to leave. */
function holdOpen(person: Person, id: string): () => void {
  const headers = {
    ...{ 'content-type': 'application/octet-stream', 'upload-offset': '0', 'content-length': 100_000 },
    ...person.headers(),
  };
  const sending = httpRequest(app.url + uploadPath(id), { method: 'PATCH', headers }, () => {});
  sending.on('error', () => {});
  sending.write(picture.subarray(0, 1));
  return () => sending.destroy();
}

test('attack 53: no name of a file gets into a header, or out of a folder', async () => {
  for (const name of [
    '../../../etc/passwd',
    'a"; filename="evil.html',
    'C:\\Windows\\a.jpg',
    'x'.repeat(200),
    'ñ😀.jpg',
    "it's (1)*.jpg",
  ]) {
    const { id } = await upload(ana, picture, 'picture', name);
    expect((await see(ana, id)).headers.get('content-disposition')).toBe('inline; filename="picture.webp"');
    expect(await ana.see('file.get', { fileId: id })).toMatchObject({ name });
  }
  expect(
    (await ana.post('file.begin', { use: 'picture', name: `a\r\nSet-Cookie: b\u202e.jpg`, size: 5 })).body,
  ).toMatchObject({
    ok: true,
    value: { name: 'a Set-Cookie: b.jpg' },
  });
});

test('a thousand ranges in one question are one answer', async () => {
  const { id } = await upload(ana, picture);
  const size = (await (await see(ana, id)).arrayBuffer()).byteLength;
  for (const range of [
    `bytes=${Array.from({ length: 1_000 }, (_one, n) => `${n}-`).join(',')}`,
    'bytes=5-2',
    'lines=1-2',
    'bytes=a-',
  ]) {
    const answer = await fetch(app.url + filePath(id, 480), { headers: { ...ana.headers(), range } });
    expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, size]);
  }
});

test('attack 21: another site sends nothing in somebody’s name, and shows nothing of theirs', async () => {
  const { id } = await begin(ana, picture.length);
  const headers = { ...ana.headers(), 'content-type': 'application/octet-stream', 'upload-offset': '0' };
  for (const from of [{ origin: 'https://evil.test' }, { 'sec-fetch-site': 'cross-site' }]) {
    const answer = await fetch(app.url + uploadPath(id), {
      method: 'PATCH',
      headers: { ...headers, ...from },
      body: new Uint8Array(picture),
    });
    expect(answer.status).toBe(403);
  }
  // A page that was opened by somebody else speaks for nobody here.
  const as = { ...headers, 'x-hearth-as': eve.personId };
  expect(
    (await fetch(app.url + uploadPath(id), { method: 'PATCH', headers: as, body: new Uint8Array(picture) })).status,
  ).toBe(401);
  expect(await ana.see('file.get', { fileId: id })).toMatchObject({ received: 0 });
});

test('so many uploads at a time, so many bytes a day, and no picture beyond its size', async () => {
  const kim = await app.person({ role: 'moderator' });
  expect(await kim.try('file.begin', { use: 'picture', name: 'a', size: fileLimits.picture + 1 })).toMatchObject({
    error: { reason: 'picture-too-large', params: { most: 20 } },
  });
  for (let n = 0; n < fileLimits.uploadsEach; n++) await begin(kim, fileLimits.picture);
  expect(await kim.try('file.begin', { use: 'picture', name: 'a', size: 1 })).toMatchObject({
    error: { reason: 'too-many-uploads', params: { most: fileLimits.uploadsEach } },
  });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { filePath } from '@hearth/shared/files/address';
import { fileLimits } from '@hearth/shared/files/limits';
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';
import { ended, gradient, noise, send, sendFrom, sendPiece, upload } from '../support/uploads.ts';

let app: TestApp;
let ana: Person;
/** 1000 × 500, and ready. */
let id: string;

beforeAll(async () => {
  app = await openApp();
  ana = await app.person();
  ({ id } = await upload(ana, await gradient(1000, 500).jpeg().toBuffer(), 'picture', 'Año nuevo.jpg'));
});
afterAll(() => app.close());

function get(width: number, headers: Record<string, string> = {}, method = 'GET', file = id) {
  return fetch(app.url + filePath(file, width), { method, headers: { ...ana.headers(), ...headers } });
}

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

test('attack 62: a picture comes back in three widths, upright and without what was hidden in it', async () => {
  const taken = await gradient(3000, 2000)
    .jpeg({ quality: 100 })
    .withExif({ IFD0: { Copyright: 'Ana Fuentes' }, IFD3: { GPSLatitude: '39/1 57/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const file = await upload(ana, taken);
  expect(file).toMatchObject({ state: 'ready', received: taken.length, width: 1920, height: 2880 });
  for (const width of [480, 960, 1920]) {
    const answer = await get(width, {}, 'GET', file.id);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
    const shown = sharp(await bytesOf(answer));
    const { exif, orientation, icc, xmp, ...known } = await shown.metadata();
    expect([exif, orientation, icc, xmp]).toEqual([undefined, undefined, undefined, undefined]);
    expect(known).toMatchObject({ format: 'webp', width, height: width * 1.5 });
  }
  // Red was on the right, and is below after a quarter turn; blue was below, and is on the left.
  const { data, info } = await sharp(await bytesOf(await get(480, {}, 'GET', file.id)))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) =>
    [0, 1, 2].map((one) => (data[(y * info.width + x) * info.channels + one] ?? 0) > 128);
  expect([at(470, 710), at(10, 10), at(470, 10)]).toEqual([
    [true, false, false],
    [false, false, true],
    [false, false, false],
  ]);
});

test('a photo of somebody comes back as three squares of its middle', async () => {
  const file = await upload(ana, await gradient(900, 600).png().toBuffer(), 'photo');
  expect(file).toMatchObject({ state: 'ready', width: 256, height: 256 });
  for (const side of [64, 128, 256]) {
    const { width, height } = await sharp(await bytesOf(await get(side, {}, 'GET', file.id))).metadata();
    expect([width, height]).toEqual([side, side]);
  }
});

test('a small picture is not made larger, and is there under every width', async () => {
  const widths = await Promise.all(
    [480, 960, 1920].map(async (width) => (await sharp(await bytesOf(await get(width))).metadata()).width),
  );
  expect(widths).toEqual([480, 960, 1000]);
});

test('of what moves the first picture stays', async () => {
  const frames = [gradient(300, 200), gradient(300, 200).negate()].map((one) => one.png().toBuffer());
  const moving = await sharp(await Promise.all(frames), { join: { animated: true } })
    .gif()
    .toBuffer();
  const file = await upload(ana, moving, 'picture', 'moving.gif');
  const { pages, width, height } = await sharp(await bytesOf(await get(480, {}, 'GET', file.id))).metadata();
  expect([file.state, pages ?? 1, width, height]).toEqual(['ready', 1, 300, 200]);
});

test('what comes out says what it is, and runs nothing; what its sender alone may see is written to no disk', async () => {
  const { headers } = await get(480);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'image/webp',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    'content-disposition': 'inline; filename="picture.webp"',
  });
});

test('who has it already is told so, in the words of RFC 9110', async () => {
  const tag = (await get(480)).headers.get('etag') ?? '';
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
    const answer = await get(480, { 'if-none-match': known });
    expect([known, answer.status, (await bytesOf(answer)).length]).toEqual([known, 304, 0]);
  }
  expect((await get(480, { 'if-none-match': '"other"' })).status).toBe(200);
  expect((await get(960)).headers.get('etag')).not.toBe(tag);
});

test('a part comes alone, the last part too, and nothing where there is none', async () => {
  const whole = await bytesOf(await get(480));
  const size = whole.length;
  for (const [range, first, last] of [
    ['bytes=0-1', 0, 1],
    ['bytes=10-19', 10, 19],
    ['bytes=10-', 10, size - 1],
    ['bytes=-5', size - 5, size - 1],
    [`bytes=0-${size * 9}`, 0, size - 1],
  ] as const) {
    const answer = await get(480, { range });
    expect([range, answer.status, answer.headers.get('content-range')]).toEqual([
      range,
      206,
      `bytes ${first}-${last}/${size}`,
    ]);
    expect(whole.subarray(first, last + 1).equals(await bytesOf(answer))).toBe(true);
  }
  for (const range of [`bytes=${size}-`, 'bytes=-0', 'bytes=999999999999999-']) {
    const answer = await get(480, { range });
    expect([range, answer.status, answer.headers.get('content-range')]).toEqual([range, 416, `bytes */${size}`]);
  }
});

test('a part of other bytes than those that are there already is all of them', async () => {
  const tag = (await get(480)).headers.get('etag') ?? '';
  const statusWith = async (condition: string) =>
    (await get(480, { range: 'bytes=0-9', 'if-range': condition })).status;
  expect([await statusWith(tag), await statusWith('"other"'), await statusWith(`W/${tag}`)]).toEqual([206, 200, 200]);
});

test('the head alone says what all of it would', async () => {
  const [whole, head] = [await get(480), await get(480, {}, 'HEAD')];
  for (const name of ['content-length', 'content-type', 'etag', 'content-disposition'])
    expect(head.headers.get(name)).toBe(whole.headers.get(name));
  expect((await bytesOf(head)).length).toBe(0);
});

test('an upload goes on where it was cut off, also in the middle of a piece', async () => {
  const bytes = await noise(1400, 1400);
  expect(bytes.length).toBeGreaterThan(2 * fileLimits.piece);
  const { id: fileId } = await ana.do('file.begin', { use: 'picture', name: 'cut.jpg', size: bytes.length });
  await sendPiece(ana, fileId, 0, bytes.subarray(0, fileLimits.piece));
  // 200 kB of the next piece arrive, then the line is gone.
  const broken = new ReadableStream({
    start: (to) => to.enqueue(bytes.subarray(fileLimits.piece, fileLimits.piece + 200_000)),
    pull: () => new Promise<void>((_resolve, reject) => setTimeout(() => reject(new Error('the line is gone')), 300)),
  });
  await expect(sendPiece(ana, fileId, fileLimits.piece, broken)).rejects.toThrow();
  const arrived = async () => (await ana.see('file.get', { fileId })).received;
  await until(async () => (await arrived()) > fileLimits.piece, 'what has come of the piece is kept');
  const { body: elsewhere } = await sendPiece(ana, fileId, 1, bytes.subarray(1, 100_000));
  const received = fileLimits.piece + 200_000;
  expect(elsewhere).toMatchObject({ ok: false, error: { reason: 'upload-offset', params: { received } } });
  const { body } = await sendFrom(ana, fileId, received, bytes);
  expect(body).toMatchObject({ ok: true, value: { state: 'making', received: bytes.length } });
  expect(await ended(ana, fileId)).toMatchObject({ state: 'ready', width: 1400 });
});

test('beginning twice under one id is beginning once, and the last piece may come again', async () => {
  const bytes = await gradient(100, 100).png().toBuffer();
  const [commandId, input] = [randomUUID(), { use: 'picture', name: 'twice.png', size: bytes.length } as const];
  const [one, other] = [await ana.do('file.begin', input, commandId), await ana.do('file.begin', input, commandId)];
  expect(other).toEqual(one);
  await sendPiece(ana, one.id, 0, bytes);
  expect((await sendPiece(ana, one.id, 0, bytes)).body).toMatchObject({
    ok: false,
    error: { reason: expect.stringMatching(/^upload-/) },
  });
  expect(await ended(ana, one.id)).toMatchObject({ state: 'ready' });
});

test('of the same piece over two lines one counts, and the other is told where to go on', async () => {
  const bytes = await noise(1000, 1000);
  const { id: fileId } = await ana.do('file.begin', { use: 'picture', name: 'both.jpg', size: bytes.length });
  const piece = bytes.subarray(0, fileLimits.pieceLeast);
  const answers = await Promise.all(Array.from({ length: 5 }, () => sendPiece(ana, fileId, 0, piece)));
  const told = answers.map(({ status, body }) =>
    body.ok ? [status, body.value.received] : [status, body.error.reason],
  );
  expect(told.filter(([status]) => status === 200)).toEqual([[200, piece.length]]);
  expect(told.filter(([, reason]) => reason === 'upload-offset')).toHaveLength(4);
  await sendFrom(ana, fileId, piece.length, bytes);
  expect(await ended(ana, fileId)).toMatchObject({ state: 'ready', width: 1000 });
});

test('what it shows is told while nothing has taken it up, and it can be given up', async () => {
  const { id: fileId } = await send(ana, await gradient(100, 100).png().toBuffer());
  await ended(ana, fileId);
  expect(await ana.do('file.describe', { fileId, alt: ' Un arcoíris ' })).toMatchObject({ alt: 'Un arcoíris' });
  await ana.do('file.discard', { fileId });
  await ana.do('file.discard', { fileId });
  expect((await get(480, {}, 'GET', fileId)).status).toBe(404);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { FileModel } from '@hearth/server/features/files/model';
import { PHOTO_FORM_PATH } from '@hearth/shared/files/address';
import { fileLimits } from '@hearth/shared/files/limits';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { ended, gradient, noise } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let ana: Person;
beforeAll(async () => {
  app = await openApp({ LOG_LEVEL: 'silent' });
  ana = await app.person();
});
afterAll(() => app.close());

/** As a browser without scripts sends it; where it is led to. */
async function post(bytes: Buffer, { by = ana, headers = {} }: { by?: Person; headers?: object } = {}) {
  const form = new FormData();
  form.set('photo', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'me at "home".jpg');
  const response = await fetch(app.url + PHOTO_FORM_PATH, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { ...by.headers(), ...headers },
  });
  return { status: response.status, to: response.headers.get('location') ?? '' };
}

const sentTo = (to: string) => /^\/you\?picture=([0-9a-f]{16})#photo$/.exec(to)?.[1] ?? '';
const ownFiles = () => FileModel.find({ ownerId: ana.personId }).lean();

test('a photo comes in by a plain form, of one piece or of many, and its sender goes on with it', async () => {
  for (const bytes of [await gradient(900, 600).jpeg().toBuffer(), await noise(1600, 1200)]) {
    const { status, to } = await post(bytes);
    expect([status, sentTo(to)]).toEqual([303, expect.stringMatching(/./)]);
    const file = (await ownFiles()).find(({ _id }) => _id === sentTo(to));
    expect(file).toMatchObject({ use: 'photo', size: bytes.length, received: bytes.length, name: '' });
    // The contract's own id, as the address had it.
    const ready = await ended(ana, sentTo(to) as Parameters<typeof ended>[1]);
    expect(ready).toMatchObject({ state: 'ready', width: 256, height: 256 });
  }
  expect((await noise(1600, 1200)).length).toBeGreaterThan(2 * fileLimits.piece);
});

test('what is no picture, too large or nothing at all is refused on the page, and nothing of it stays', async () => {
  const before = (await ownFiles()).length;
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(200)]);
  expect(await post(heic)).toEqual({ status: 303, to: '/you?refused=picture-heic#photo' });
  const large = Buffer.alloc(fileLimits.picture + 1);
  expect(await post(large)).toEqual({ status: 303, to: '/you?refused=picture-too-large#photo' });
  expect(await post(Buffer.alloc(0))).toEqual({ status: 303, to: '/you?refused=invalid-input#photo' });
  expect(await ownFiles()).toHaveLength(before);
});

test('nobody sends one without being signed in, or from another site’s page', async () => {
  const picture = await gradient(90, 60).jpeg().toBuffer();
  expect(await post(picture, { by: app.stranger() })).toMatchObject({ to: '/you?refused=sign-in-first#photo' });
  expect(await post(picture, { headers: { 'sec-fetch-site': 'cross-site' } })).toMatchObject({ status: 403 });
  const response = await fetch(app.url + PHOTO_FORM_PATH, {
    method: 'POST',
    body: 'photo=me',
    redirect: 'manual',
    headers: { ...ana.headers(), 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(response.headers.get('location')).toBe('/you?refused=invalid-input#photo');
});

test('of one whose line is cut nothing stays, and no upload is left under way', async () => {
  const before = (await ownFiles()).length;
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  const head = '--cut\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n';
  const headers = Object.entries({ ...ana.headers(), host: `${hostname}:${port}` }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write(
    [
      `POST ${PHOTO_FORM_PATH} HTTP/1.1`,
      ...headers,
      'content-type: multipart/form-data; boundary=cut',
      `content-length: ${2 * fileLimits.piece}`,
      '',
      head,
    ].join('\r\n'),
  );
  const isBegun = async () => (await ownFiles()).length === before + 1;
  await until(isBegun, 'it is begun');
  socket.destroy();
  await until(async () => (await ownFiles()).length === before, 'it is given up');
});

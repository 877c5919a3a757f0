import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { filePath } from '@hearth/shared/files/address';
import sharp from 'sharp';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';

let app: TestApp;
let ana: Person;

beforeAll(async () => {
  app = await openApp();
  ana = await app.person();
});
afterAll(() => app.close());

function get(person: Person, id: string, width: number, headers: Record<string, string> = {}, method = 'GET') {
  return fetch(app.url + filePath(id, width), { method, headers: { ...person.headers(), ...headers } });
}

test('a picture is sent in pieces and comes back in three widths, upright and without what was hidden in it', async () => {
  const taken = await gradient(3000, 2000)
    .jpeg({ quality: 100 })
    .withExif({ IFD0: { Copyright: 'Ana Fuentes' }, IFD3: { GPSLatitude: '39/1 57/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const file = await upload(ana, taken);
  expect(file).toMatchObject({ state: 'ready', received: taken.length, width: 1920, height: 2880 });
  for (const width of [480, 960, 1920]) {
    const answer = await get(ana, file.id, width);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
    const shown = sharp(Buffer.from(await answer.arrayBuffer()));
    const { exif, orientation, icc, xmp, ...known } = await shown.metadata();
    expect([exif, orientation, icc, xmp]).toEqual([undefined, undefined, undefined, undefined]);
    expect(known).toMatchObject({ format: 'webp', width, height: width * 1.5 });
  }
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApp, type TestApp } from '../support/app.ts';

let app: TestApp;
let cookie: string;
beforeAll(async () => {
  app = await openApp();
  cookie = (await app.person()).cookie ?? '';
});
afterAll(() => app.close());

const packing = async (headers: Record<string, string>) =>
  (await fetch(`${app.url}/api/openapi.json`, { headers })).headers.get('content-encoding');

test('what strangers get is packed', async () => {
  expect(await packing({})).toBe('gzip');
  expect(await packing({ 'sec-fetch-site': 'cross-site', cookie: 'theme=dark' })).toBe('gzip');
  expect(await packing({ 'accept-encoding': 'identity' })).toBeNull();
});

test('what somebody signed in gets is packed only where the browser says that no other site made them ask', async () => {
  expect(await packing({ cookie, 'sec-fetch-site': 'same-origin' })).toBe('gzip');
  expect(await packing({ cookie, 'sec-fetch-site': 'none' })).toBe('gzip');
  expect(await packing({ cookie, 'sec-fetch-site': 'cross-site' })).toBeNull();
  expect(await packing({ cookie, 'sec-fetch-site': 'same-site' })).toBeNull();
  expect(await packing({ cookie })).toBeNull();
});

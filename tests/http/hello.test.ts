import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf } from '../support/builders.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp({}, { withPages: true });
}, 60_000);
afterAll(() => app.close());

test('whoever is new is sent to a board that they may read, not to the first that they know of', async () => {
  const closed = await aBoardOf(await app.person({ role: 'admin' }), { read: { circle: 'nobody', groups: [] } });
  const open = await aBoard();
  const ana = await app.person();
  const list = await ana.see('board.list', {});
  expect(list.map(({ id, reads }) => [id, reads])).toEqual([
    [closed, false],
    [open, true],
  ]);
  const page = await (await fetch(`${app.url}/hello`, { headers: { cookie: ana.cookie ?? '' } })).text();
  expect(page).toContain(`/b/${open}`);
  expect(page).not.toContain(`/b/${closed}`);
});

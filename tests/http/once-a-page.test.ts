import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openPageTransport } from '@hearth/server/http/pages';
import type { BoardId } from '@hearth/shared/boards/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** What several queries of one page need alike is worked out once for it. */
let app: TestApp;
let board: BoardId;
let ben: Person;
let ana: Person;
beforeAll(async () => {
  app = await openApp();
  openPageTransport(app.services);
  board = await aBoard();
  [ben, ana] = await Promise.all([app.person(), app.person()]);
  await ana.do('unread.mark-all', {});
});
afterAll(() => app.close());

function page() {
  const asked = { cookie: ana.cookie, address: '192.0.2.1', userAgent: 'a test', requestId: randomUUID() };
  return present(globalThis.hearthPageTransport).clientFor(asked, () => {});
}

test('a page of a board looks once at what is unread, and the next page looks again', async () => {
  await aThread(ben, board);
  const looks: string[] = [];
  mongoose.set('debug', (collection: string, method: string) => void looks.push(`${collection}.${method}`));
  try {
    for (const [total, times] of [
      [1, 1],
      [2, 2],
    ]) {
      const client = page();
      const [counted, shown] = await Promise.all([
        client.query('unread.count', {}),
        client.query('board.get', { boardId: board }),
      ]);
      expect([counted.ok && counted.value.total, shown.ok && shown.value.rows.length]).toEqual([total, total]);
      expect(looks.filter((look) => look === 'unread.findOne')).toHaveLength(times ?? 0);
      await aThread(ben, board);
    }
  } finally {
    mongoose.set('debug', false);
  }
});

test('after a command the same page sees what it did', async () => {
  const client = page();
  const before = await client.query('unread.count', {});
  expect(before.ok && before.value.total > 0).toBe(true);
  const done = await client.command('unread.mark-all', randomUUID(), {});
  expect(done.ok).toBe(true);
  const after = await client.query('unread.count', {});
  expect(after.ok && after.value.total).toBe(0);
});

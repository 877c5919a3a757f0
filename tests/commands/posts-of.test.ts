import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  ben = await app.person({ name: 'Ben Okafor' });
});
afterAll(() => app.close());

test('W13: a profile shows what somebody wrote lately, the latest first, without what was deleted', async () => {
  const [ana, board] = [await app.person(), await aBoard()];
  const { id: threadId } = await aThread(ana, board);
  for (const text of ['**Second** words', 'Third words', 'Fourth words']) {
    app.clock.advance(1_000);
    await ana.do('post.reply', { threadId, text });
  }
  await ben.do('post.reply', { threadId, text: 'Not hers' });
  await ana.do('post.delete', { threadId, no: 3 });
  await app.settled();
  const shown = await ben.see('post.by-person', { personId: ana.personId, most: 2 });
  expect(shown).toMatchObject([
    { no: 4, excerpt: 'Fourth words', board: { id: board }, thread: { id: threadId } },
    { no: 2, excerpt: 'Second words', board: { id: board }, thread: { id: threadId } },
  ]);
});

test('W13: of a board that the reader may not read nothing is shown', async () => {
  const [writer, moderator] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
  await aThread(writer, await aBoard({ readers: 'staff' }));
  await app.settled();
  const asked = { personId: writer.personId, most: 5 };
  expect(await ben.see('post.by-person', asked)).toEqual([]);
  expect(await moderator.see('post.by-person', asked)).toHaveLength(1);
});

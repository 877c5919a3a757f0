import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let member: Person;
let moderator: Person;
beforeAll(async () => {
  app = await openApp();
  member = await app.person();
  moderator = await app.person({ role: 'moderator' });
});
afterAll(() => app.close());

test('a board from before there were kinds is for discussion', async () => {
  const board = await aBoard();
  expect((await member.see('board.get', { boardId: board })).board.kind).toBe('discussion');
});

test('announcements are begun by staff, and members reply', async () => {
  const board = await aBoard({ kind: 'announcement' });
  const input = { boardId: board, title: 'Hear me', text: 'All of you', language: 'en' as const };
  expect(await member.try('thread.start', input)).toMatchObject({ error: { reason: 'not-allowed' } });
  const { id: threadId } = await aThread(moderator, board);
  await member.do('post.reply', { threadId, text: 'Thank you' });
  expect((await member.see('thread.get', { threadId })).board.kind).toBe('announcement');
});

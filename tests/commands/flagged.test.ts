import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** Words that moderators look at once they are there. */

let app: TestApp;
let board: BoardId;
let [mo, ben]: Person[] = [];
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  [mo, ben] = [await app.person({ role: 'moderator' }), await app.person()];
  await watch('vaping');
});
afterAll(() => app.close());

const who = (person: Person | undefined) => present(person);
const watch = (phrase: string, action: 'flag' | 'hold' = 'flag') =>
  who(mo).do('word.watch', { phrases: [phrase], language: 'both', action });

/** What is to be looked at of a post. */
async function itemsOf(threadId: ThreadId, no: number) {
  const { rows } = await who(mo).see('review.list', {});
  return rows.flatMap(({ item }) => {
    const { kind, subject } = item;
    return kind === 'guard' && subject.kind === 'post' && subject.threadId === threadId && subject.no === no
      ? [item]
      : [];
  });
}

async function flagged(text = 'About vaping') {
  const { id: threadId } = await aThread(who(mo), board);
  const { post } = await who(ben).do('post.reply', { threadId, text });
  return { threadId, no: post.no, item: present((await itemsOf(threadId, post.no))[0]) };
}

test('what was looked at once is looked at again when it says something else, with its history; once for each change', async () => {
  const { threadId, no, item } = await flagged();
  const left = await who(mo).do('review.reject', { itemId: item.id, rev: item.rev, words: 'Fine.' });
  expect(await itemsOf(threadId, no)).toEqual([]);
  const commandId = randomUUID();
  await who(ben).do('post.edit', { threadId, no, text: 'Buy your vaping things here' }, commandId);
  const again = present((await itemsOf(threadId, no))[0]);
  expect(again.id).toBe(item.id);
  expect(again).toMatchObject({ state: 'open', outcome: null, claim: null });
  expect(again.history.map(({ kind, words }) => [kind, words])).toEqual([
    ['opened', ''],
    ['rejected', 'Fine.'],
    ['reopened', ''],
  ]);
  // Whoever has not seen that decides nothing.
  expect(await who(mo).try('review.undo', { itemId: item.id, rev: left.rev })).toMatchObject({
    error: { reason: 'review-reopened' },
  });
  await who(mo).do('review.reject', { itemId: again.id, rev: again.rev, words: '' });
  await who(ben).do('post.edit', { threadId, no, text: 'Buy your vaping things here' }, commandId);
  expect(await itemsOf(threadId, no)).toEqual([]);
});

test('while it is open a change opens nothing more; and a change without such words does not open it again', async () => {
  const { threadId, no, item } = await flagged();
  await who(ben).do('post.edit', { threadId, no, text: 'More about vaping' });
  expect(await itemsOf(threadId, no)).toEqual([item]);
  await who(mo).do('review.reject', { itemId: item.id, rev: item.rev, words: '' });
  await who(ben).do('post.edit', { threadId, no, text: 'About nothing' });
  expect(await itemsOf(threadId, no)).toEqual([]);
});

test('where the post went to another thread it is the same item', async () => {
  const { threadId, item } = await flagged();
  await who(mo).do('review.reject', { itemId: item.id, rev: item.rev, words: '' });
  const { id: into } = await aThread(who(mo), board);
  await who(mo).do('thread.merge', { threadId, into });
  await app.settled();
  const { posts } = await who(ben).see('thread.get', { threadId: into });
  const there = present(posts.find(({ html }) => html.includes('vaping'))).no;
  await who(ben).do('post.edit', { threadId: into, no: there, text: 'And again: vaping' });
  expect((await itemsOf(into, there)).map(({ id }) => id)).toEqual([item.id]);
});

test('a post for later is looked at once it appears, by the lists of that moment', async () => {
  await watch('snuff', 'hold');
  const at = new Date(app.clock.now().getTime() + 86_400_000).toISOString();
  const later = { boardId: board, title: 'Later', language: 'en', zone: 'UTC', at } as const;
  const now = await who(ben).do('scheduled.put', { ...later, text: 'About vaping' });
  const { threadId } = await who(ben).do('scheduled.post', { id: now.id });
  expect(await itemsOf(threadId, 1)).toHaveLength(1);

  const { id } = await who(ben).do('scheduled.put', { ...later, text: 'About a hookah' });
  const plain = await who(ben).do('scheduled.put', { ...later, text: 'About nothing' });
  await watch('hookah', 'hold');
  app.clock.advance(86_400_001);
  const started = async () =>
    (await who(ben).see('board.get', { boardId: board })).rows.filter(({ title }) => title === 'Later');
  await until(async () => (await started()).length === 3, 'them to appear');
  await app.settled();
  const found = (await Promise.all((await started()).map((row) => itemsOf(row.id, 1)))).flat();
  expect([id, plain.id, found.length]).toEqual([expect.anything(), expect.anything(), 2]);
});

test('a question of an office hour is looked at as well, with a name or without; staff alone do, and nobody else learns of it', async () => {
  const { id: roomId } = await aRoom(who(mo), { now: app.clock.now().getTime() });
  const ask = (text: string, anonymous: boolean, commandId = randomUUID()) =>
    who(ben).do('question.ask', { roomId, text, anonymous }, commandId);
  const commandId = randomUUID();
  const { question: named } = await ask('Who sells vaping things?', false, commandId);
  await ask('Who sells vaping things?', false, commandId);
  const { question: unnamed } = await ask('And what does vaping cost?', true);
  await ask('Who has the key?', false);
  const rows = (await who(mo).see('review.list', { kind: 'guard' })).rows.filter(
    ({ item }) => item.subject.kind === 'question',
  );
  expect(rows.map(({ item }) => item.subject)).toEqual([
    { kind: 'question', roomId, questionId: named.id },
    { kind: 'question', roomId, questionId: unnamed.id },
  ]);
  expect(rows.map(({ shown }) => [shown.by?.personId ?? null, shown.text])).toEqual([
    [who(ben).personId, 'Who sells vaping things?'],
    [null, 'And what does vaping cost?'],
  ]);
  const { item } = present(rows[0]);
  expect((await who(ben).get('review.get', { itemId: item.id })).status).toBe(404);
  await who(mo).do('review.resolve', { itemId: item.id, rev: item.rev, act: 'remove', words: 'Not here.', rule: null });
  await app.settled();
  const left = (await who(ben).see('room.get', { roomId })).questions.map(({ id }) => id);
  expect([left.includes(named.id), left.includes(unnamed.id)]).toEqual([false, true]);
});

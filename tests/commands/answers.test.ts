import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { personalData } from '@hearth/server/features/index';
import { finishAllErasing } from '@hearth/server/features/privacy/erasing';
import { ThreadModel } from '@hearth/server/features/threads/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let ben: Person;
let moderator: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard({ kind: 'question' });
  ana = await app.person({ name: 'Ana Fuentes' });
  ben = await app.person({ name: 'Ben Okafor' });
  moderator = await app.person({ name: 'Mo Moderator', role: 'moderator' });
});
afterAll(() => app.close());

/** Asked by Ana, with two answers by Ben. */
async function aQuestion(on = board): Promise<ThreadId> {
  const { id: threadId } = await aThread(ana, on);
  for (const text of ['Ask the union.', 'Or the garage.']) await ben.do('post.reply', { threadId, text });
  return threadId;
}

const answerOf = async (threadId: ThreadId) => (await ana.see('thread.get', { threadId })).thread.answer;

test('whoever asked accepts one answer, another in its place, and takes it back; a second press changes nothing', async () => {
  const threadId = await aQuestion();
  const commandId = randomUUID();
  const first = await ana.do('answer.accept', { threadId, no: 2 }, commandId);
  expect(first.thread.answer).toMatchObject({ no: 2, by: { name: 'Ben Okafor' }, markedBy: { name: 'Ana Fuentes' } });
  expect(await ana.do('answer.accept', { threadId, no: 2 }, commandId)).toEqual(first);
  // Whoever accepts the same one after her has not done it in her place.
  expect((await moderator.do('answer.accept', { threadId, no: 2 })).thread.answer).toEqual(first.thread.answer);
  await moderator.do('answer.accept', { threadId, no: 3 });
  expect(await answerOf(threadId)).toMatchObject({ no: 3, markedBy: { name: 'Mo Moderator' } });
  expect(await ana.try('answer.take-back', { threadId, no: 2 })).toMatchObject({ error: { reason: 'not-an-answer' } });
  await ana.do('answer.take-back', { threadId, no: 3 });
  expect(await answerOf(threadId)).toBeNull();
});

test('others accept nothing, and neither a question nor what is deleted nor a reply elsewhere is an answer', async () => {
  const threadId = await aQuestion();
  const refused = (reason: string) => ({ error: { reason } });
  expect(await ben.try('answer.accept', { threadId, no: 2 })).toMatchObject(refused('not-yours'));
  expect(await ana.try('answer.accept', { threadId, no: 1 })).toMatchObject(refused('not-an-answer'));
  expect(await ana.try('answer.accept', { threadId, no: 9 })).toMatchObject(refused('no-such-thing'));
  await ben.do('post.delete', { threadId, no: 3 });
  expect(await ana.try('answer.accept', { threadId, no: 3 })).toMatchObject(refused('already-deleted'));
  const elsewhere = await aQuestion(await aBoard());
  expect(await ana.try('answer.accept', { threadId: elsewhere, no: 2 })).toMatchObject(refused('not-an-answer'));
});

test('a deleted answer is none, and is it again once it is restored, unless another one was accepted', async () => {
  const threadId = await aQuestion();
  await ana.do('answer.accept', { threadId, no: 2 });
  await ben.do('post.edit', { threadId, no: 2, text: 'Ask the union first.' });
  expect(await answerOf(threadId)).toMatchObject({ no: 2 });
  await ben.do('post.delete', { threadId, no: 2 });
  expect(await answerOf(threadId)).toBeNull();
  await ben.do('post.restore', { threadId, no: 2 });
  expect(await answerOf(threadId)).toMatchObject({ no: 2 });
  await ben.do('post.delete', { threadId, no: 2 });
  await ana.do('answer.accept', { threadId, no: 3 });
  await ben.do('post.restore', { threadId, no: 2 });
  expect(await answerOf(threadId)).toMatchObject({ no: 3 });
});

test('the board shows what is unsolved alone, page after page, by an index', async () => {
  const own = await aBoard({ kind: 'question' });
  const ids = [];
  for (let n = 0; n < 33; n++) ids.push(await aThread(ana, own).then(({ id }) => id));
  const [solved] = ids;
  if (!solved) throw new Error('no thread');
  await ben.do('post.reply', { threadId: solved, text: 'Ask the union.' });
  await ana.do('answer.accept', { threadId: solved, no: 2 });
  await app.settled();
  const all = await ana.see('board.get', { boardId: own });
  expect(all.rows[0]).toMatchObject({ id: solved, answer: { no: 2 } });
  const plan = await ThreadModel.find({ boardId: own, answerNo: null })
    .sort({ lastPostAt: -1, _id: 1 })
    .explain('queryPlanner');
  expect(JSON.stringify(plan)).toContain('boardId_1_answerNo_1_lastPostAt_-1__id_1');
  expect(JSON.stringify(plan)).not.toContain('"SORT"');
  const first = await ana.see('board.get', { boardId: own, unsolved: true });
  const last = first.rows.at(-1);
  if (!last) throw new Error('no rows');
  const before = { at: last.lastPostAt, id: last.id };
  const second = await ana.see('board.get', { boardId: own, unsolved: true, before });
  expect([first.rows.length, first.more, second.rows.length, second.more]).toEqual([30, true, 2, false]);
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id))).toEqual(new Set(ids.slice(1)));
});

test('whoever leaves is named no more as who wrote the answer or who accepted it', async () => {
  const helper = await app.person({ name: 'Hilda Helper' });
  const judge = await app.person({ name: 'Judith Judge', role: 'moderator' });
  const { id: threadId } = await aThread(ana, board);
  await helper.do('post.reply', { threadId, text: 'Words of Hilda' });
  await judge.do('answer.accept', { threadId, no: 2 });
  await app.settled();
  expect((await judge.see('account.export', {})).acceptedAnswers).toMatchObject([{ threadId, no: 2 }]);
  for (const person of [helper, judge]) {
    const { me } = await person.see('account.me', {});
    await person.do('account.erase', { email: me?.email ?? '', words: 'keep' });
  }
  await app.settled();
  expect(await answerOf(threadId)).toMatchObject({ no: 2, by: null, markedBy: null });
  app.clock.advance(121_000);
  await finishAllErasing(app.services, personalData);
  await app.settled();
  for (const name of ['events', 'threads', 'posts']) {
    const all = JSON.stringify(await mongoose.connection.db?.collection(name).find().toArray());
    expect([name, all.includes('Hilda Helper'), all.includes('Judith Judge')]).toEqual([name, false, false]);
  }
}, 40_000);

test('an answer whose words its author took along is none, for good', async () => {
  const helper = await app.person();
  const { id: threadId } = await aThread(ana, board);
  await helper.do('post.reply', { threadId, text: 'Words' });
  await ana.do('answer.accept', { threadId, no: 2 });
  const { me } = await helper.see('account.me', {});
  await helper.do('account.erase', { email: me?.email ?? '', words: 'remove' });
  await app.settled();
  expect(await answerOf(threadId)).toBeNull();
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

const TELLS = 'My son Diego has asthma.';
const asked = {
  ok: false,
  error: { code: 'conflict', reason: 'student-information', params: { phrases: '“Diego”, “asthma”' } },
};

let app: TestApp;
let ana: Person;
let host: Person;
let board: BoardId;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ana = await app.person({ name: 'Ana Fuentes' });
  host = await app.person({ role: 'moderator' });
});
afterAll(() => app.close());

test('a thread that may tell who a child is starts once its author wants it as it is, by its title as by its words', async () => {
  const input = { boardId: board, title: 'Late bus', text: TELLS, language: 'en' as const };
  const id = randomUUID();
  expect(await ana.try('thread.start', input, id)).toMatchObject(asked);
  const inTitle = { ...input, title: 'My student Kevin Tran', text: 'He waits for an hour.' };
  expect(await ana.try('thread.start', inTitle)).toMatchObject({ error: { params: { phrases: '“Kevin Tran”' } } });
  expect((await ana.see('board.get', { boardId: board })).rows).toEqual([]);

  // The refused command left nothing behind: its id is still free.
  const started = await ana.do('thread.start', { ...input, asItIs: true }, id);
  expect(started.post).toMatchObject({ no: 1 });
});

test('replies and their edits are asked about as well', async () => {
  const { id: threadId } = await aThread(ana, board);
  expect(await ana.try('post.reply', { threadId, text: TELLS })).toMatchObject(asked);
  const { post } = await ana.do('post.reply', { threadId, text: 'A student has asthma.' });
  const edited = { threadId, no: post.no, text: TELLS };
  expect(await ana.try('post.edit', edited)).toMatchObject(asked);
  expect((await ana.do('post.edit', { ...edited, asItIs: true })).post.html).toContain('Diego');
});

test('what a picture shows is said in words, and asked about like them', async () => {
  const { id: threadId } = await aThread(ana, board);
  const pictures = [{ fileId: '0'.repeat(16), alt: TELLS }];
  const words = { text: 'Our bus.', pictures };
  expect(await ana.try('post.reply', { threadId, ...words })).toMatchObject(asked);
  expect(await ana.try('post.edit', { threadId, no: 1, ...words })).toMatchObject(asked);
  const started = { boardId: board, title: 'Buses', language: 'en' as const, ...words };
  expect(await ana.try('thread.start', started)).toMatchObject(asked);
});

test('a question is asked about with and without a name, and so is the line on its answer', async () => {
  const { id: roomId } = await aRoom(host);
  for (const anonymous of [false, true])
    expect(await ana.try('question.ask', { roomId, text: TELLS, anonymous })).toMatchObject(asked);
  const { question } = await ana.do('question.ask', { roomId, text: TELLS, anonymous: true, asItIs: true });
  const answered = { roomId, questionId: question.id, note: TELLS };
  expect(await host.try('question.answered', answered)).toMatchObject(asked);
  expect((await host.do('question.answered', { ...answered, asItIs: true })).question.note).toBe(TELLS);
});

test('whoever may not write is refused for that, and learns nothing of what was found', async () => {
  const { id: threadId } = await aThread(ana, board);
  const refused = await app.stranger().try('post.reply', { threadId, text: TELLS });
  expect(refused).toMatchObject({ ok: false, error: { reason: 'sign-in-first' } });
});

test('a refusal names five phrases at most, and each once', async () => {
  const { id: threadId } = await aThread(ana, board);
  const names = ['Diego', 'Diego', 'Kevin', 'Layla', 'Noah', 'Jada', 'Tyler', 'Brianna'];
  const text = names.map((name) => `My son ${name} is here.`).join(' ');
  const refused = await ana.try('post.reply', { threadId, text });
  expect(refused).toMatchObject({ error: { params: { phrases: '“Diego”, “Kevin”, “Layla”, “Noah”, “Jada”' } } });
});

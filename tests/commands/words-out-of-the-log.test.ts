import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compactStore } from '@hearth/server/embedded/index';
import { migrations } from '@hearth/server/migrations/migrations';
import mongoose from 'mongoose';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-test-'));
  // The files of a MongoDB are not ours.
  app = await openApp({ MONGODB_URI: '', HEARTH_DATA: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const events = () => mongoose.connection.collection('events');
const run = () =>
  migrations.find(({ name }) => name === '0002-words-out-of-the-log')?.run(new AbortController().signal);

/** Said by the version before and shown to nobody any more. */
const OLD = [
  'Worded otherwise',
  'Deleted by its author',
  'Taken back by its asker',
  'Set aside by a host',
  'Told before',
];
/** Of these a document may hold what can be restored. */
const RESTORABLE = ['Deleted by its author', 'Taken back by its asker', 'Set aside by a host'];

/** Puts words into the log where the version before left them. */
async function put(stream: string, seq: number, words: Record<string, unknown>): Promise<void> {
  const set = Object.fromEntries(Object.entries(words).map(([path, value]) => [`data.${path}`, value]));
  const { matchedCount } = await events().updateOne({ stream, seq }, { $set: set });
  expect(matchedCount).toBe(1);
}

interface Told {
  readonly board: string;
  readonly threadId: string;
  readonly roomId: string;
}

/** What the version before left of a thread, a room and their board. */
async function aStoreOfBefore(ana: Person, host: Person): Promise<Told> {
  const board = await aBoard();
  const { id: threadId } = await aThread(ana, board, { text: 'Worded anew' });
  await ana.do('post.edit', { threadId, no: 1, text: 'Worded as it is' });
  await ana.do('post.reply', { threadId, text: 'Deleted by its author' });
  await ana.do('post.delete', { threadId, no: 2 });
  const { id: roomId } = await aRoom(host);
  const ask = async (text: string) => (await ana.do('question.ask', { roomId, text, anonymous: true })).question.id;
  const [taken, aside, open] = [await ask('Taken back by its asker'), await ask('Set aside by a host'), await ask('?')];
  await ana.do('question.withdraw', { roomId, questionId: taken });
  await host.do('question.dismiss', { roomId, questionId: aside, note: 'Not here.' });
  await host.do('question.answered', { roomId, questionId: open, note: 'As it was answered' });
  await app.settled();

  const thread = `thread:${threadId}`;
  const worded = { text: 'Worded otherwise', html: '<p>Worded otherwise</p>' };
  await put(thread, 1, { 'post.text': worded.text, 'post.html': worded.html, 'thread.excerpt': worded.text });
  for (const seq of [3, 4]) await put(thread, seq, { 'post.text': 'Deleted by its author' });
  const room = `room:${roomId}`;
  for (const seq of [3, 6]) await put(room, seq, { 'questions.0.text': 'Taken back by its asker' });
  for (const seq of [4, 7]) await put(room, seq, { 'questions.0.text': 'Set aside by a host' });
  await put(room, 5, { 'questions.0.note': 'Told before' });
  for (const { seq, data } of await events()
    .find({ stream: `board:${board}` })
    .toArray()) {
    const row = { ...data.rows[0], title: 'Late bus', excerpt: 'Worded otherwise', by: null };
    await put(`board:${board}`, seq, { rows: [row], row });
  }
  const key = randomUUID();
  await mongoose.connection.collection('posts').updateOne({ threadId, no: 1 }, { $set: { key } });
  await put(thread, 1, { 'post.key': key });
  return { board, threadId, roomId };
}

async function inFiles(): Promise<string[]> {
  const names = await readdir(join(folder, 'store'));
  const files = await Promise.all(names.map((name) => readFile(join(folder, 'store', name), 'latin1')));
  return OLD.filter((words) => files.some((bytes) => bytes.includes(words)));
}

test('H1, 0002: the log of a store of the version before is cleaned, and so are the bytes of its file', async () => {
  const [ana, host] = [await app.person({ name: 'Ana Fuentes' }), await app.person({ role: 'moderator' })];
  const { board, threadId, roomId } = await aStoreOfBefore(ana, host);
  const look = async () => [
    await ana.see('thread.get', { threadId: threadId, from: 1 }),
    await ana.see('board.get', { boardId: board }),
    await host.see('room.get', { roomId: roomId }),
  ];
  const shown = await look();
  const told = () => events().find().toArray().then(JSON.stringify);
  for (const words of OLD) expect(await told()).toContain(words);
  expect(await inFiles()).toEqual(OLD);

  await run();
  const once = await told();
  for (const words of OLD) expect(once).not.toContain(words);
  expect(once).toMatch(/Worded as it is.*As it was answered/s);
  expect(once).not.toMatch(/"key":"[0-9a-f]{8}-/);
  await run();
  expect(await told()).toBe(once);
  // What people see is what they saw, and what may be restored can be.
  expect(await look()).toEqual(shown);
  const { post } = await ana.do('post.restore', { threadId: threadId, no: 2 });
  expect(post.html).toContain('Deleted by its author');
  await ana.do('post.delete', { threadId: threadId, no: 2 });
  await app.settled();

  await app.close();
  compactStore({ dir: join(folder, 'store') });
  expect(await inFiles()).toEqual(RESTORABLE);
});

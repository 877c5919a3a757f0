import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { threads } from '@hearth/server/features/threads/stream';
import { projectMissing } from '@hearth/server/streams/commit';
import type { Post, ThreadId } from '@hearth/shared/threads/entity';
import { accountLimits } from '@hearth/shared/accounts/limits';
import { costs } from '@hearth/shared/kernel/limits';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { threadCosts, threadLimits } from '@hearth/shared/threads/limits';
import type { StreamEvent } from '@hearth/shared/kernel/protocol';
import mongoose, { type AnyObject } from 'mongoose';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { until, watchThread } from '../support/watching.ts';

/** What stands around the words of one post: its thread, names, times. */
const AROUND = 4 * 1024;
/** As versions before left it: 14.8 MB of HTML for one post. */
const OVERSIZE = 14_800_000;

const filled = (piece: string) => piece.repeat(Math.ceil(threadLimits.post / piece.length)).slice(0, threadLimits.post);
const worst = [
  filled('![a](b)'),
  filled('&'),
  filled('http://a.co '),
  `[a]: <${'&'.repeat(9_900)}>\n\n${'[a]'.repeat(3_300)}`,
];
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

let app: TestApp;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  // As many links of somebody new would wait for a moderator.
  [ana, ben] = await Promise.all([app.person(), app.person({ name: 'Ben Ito', role: 'moderator' })]);
});
afterAll(() => app.close());

/** A connection that watches a thread and keeps what it is sent. */
async function listen(person: Person, threadId: string) {
  const socket = person.openSocket();
  const sent: StreamEvent[] = [];
  const left: string[] = [];
  socket.on('event', (event) => sent.push(event));
  socket.on('disconnect', (reason) => left.push(reason));
  const { position } = await person.see('thread.get', { threadId: threadId });
  await socket.emitWithAck('watch', `thread:${threadId}`, position);
  return { socket, sent, left };
}

/** Somebody else who reads on meanwhile; gives the statuses of their answers. */
function reader(person: Person) {
  let isOver = false;
  const read = async () => {
    const statuses: number[] = [];
    while (!isOver) statuses.push((await person.get('board.list', {})).status);
    return statuses;
  };
  const done = read();
  return {
    stop: () => {
      isOver = true;
      return done;
    },
  };
}

/** Page by page, from the posts one has. */
async function readAll(threadId: ThreadId, lastNo: number): Promise<Post[]> {
  const posts: Post[] = [];
  while (posts.length < lastNo) {
    const page = await ana.see('thread.get', { threadId, from: posts.length + 1 });
    expect(page.posts.length).toBeGreaterThan(0);
    expect(bytes(page.posts)).toBeLessThanOrEqual(1.25 * threadCosts.page.bytes);
    posts.push(...page.posts);
  }
  return posts;
}

test('H3: twenty of the longest posts leave pages and deliveries short, and nobody is put out', async () => {
  const { id: threadId } = await aThread(ana, await aBoard());
  const watcher = await listen(ana, threadId);
  const watching = await watchThread(ana, threadId);
  const elsewhere = reader(app.stranger());

  for (let n = 0; n < 20; n++) await ben.do('post.reply', { threadId, text: worst[n % worst.length] ?? '' });
  await watching.converged();

  await until(() => watcher.sent.length === 20, 'all of them to arrive');
  for (const event of watcher.sent) expect(bytes(event)).toBeLessThanOrEqual(1.25 * threadCosts.post.bytes + AROUND);
  expect(watcher.left).toEqual([]);
  expect(new Set(await elsewhere.stop())).toEqual(new Set([200]));
  watcher.socket.disconnect();

  const posts = await readAll(threadId, 21);
  expect(posts.map(({ no }) => no)).toEqual(Array.from({ length: 21 }, (_, n) => n + 1));
  for (const { no } of posts) {
    const around = await app.stranger().see('thread.get', { threadId, around: no });
    expect(around.posts.map((post) => post.no)).toContain(no);
    expect(bytes(around)).toBeLessThanOrEqual(1.25 * threadCosts.page.bytes + AROUND);
  }
}, 60_000);

test('H3: what a version before stored is shown as it was written, on pages and in deliveries', async () => {
  const { id: threadId } = await aThread(ana, await aBoard());
  for (let n = 0; n < 10; n++) await ben.do('post.reply', { threadId, text: `**Reply** ${n}\n\nand more` });
  await app.settled();
  const html = `<p>${'y'.repeat(OVERSIZE)}</p>`;
  const { connection } = mongoose;
  // More than one answer of the store may hold.
  for (let no = 9; no <= 11; no++) await connection.collection('posts').updateOne({ threadId, no }, { $set: { html } });
  const stream = `thread:${threadId}`;
  app.writesItself(stream);
  await connection.collection('events').updateOne({ stream, seq: 11 }, { $set: { 'data.post.html': html } });

  const posts = await readAll(threadId, 11);
  expect(posts[10]?.html).toBe('<p>**Reply** 9</p>\n<p>and more</p>');
  const page = await app.stranger().see('thread.get', { threadId, from: 1 });
  expect(page.posts).toHaveLength(11);

  const watcher = await listen(ana, threadId);
  expect(await projectMissing(app.services.streams.pubSub, threads, threadId, 10)).toBe(1);
  await ben.do('post.reply', { threadId, text: 'The last one.' });
  await until(() => watcher.sent.some(({ seq }) => seq === 12), 'the last one to arrive');
  for (const event of watcher.sent) expect(bytes(event)).toBeLessThanOrEqual(AROUND);
  expect(watcher.left).toEqual([]);
  watcher.socket.disconnect();
}, 60_000);

test('H3: a full room of the longest questions is no more than may wait for one connection', async () => {
  const host = await app.person({ role: 'moderator' });
  const { id: roomId } = await aRoom(host);
  await ana.do('question.ask', { roomId, text: '问'.repeat(roomLimits.question), anonymous: false });
  const questions = mongoose.connection.collection('questions');
  const { _id, ...question } = (await questions.findOne<AnyObject>({ roomId })) ?? {};
  const by = { ...question['by'], name: '蔡'.repeat(accountLimits.name), school: '校'.repeat(accountLimits.school) };
  const copies = Array.from({ length: roomLimits.questions - 1 }, (_, n) => ({
    ...question,
    by,
    id: n.toString(16).padStart(16, '0'),
  }));
  await questions.insertMany(copies);
  app.writesItself(`room:${roomId}`);

  const room = await app.stranger().see('room.get', { roomId });
  expect(room.questions).toHaveLength(roomLimits.questions);
  expect(bytes(room)).toBeLessThanOrEqual(costs.connection.waiting);
});

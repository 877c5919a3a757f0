import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { carryPosts } from '@hearth/server/features/moderating/carrying';
import { EventModel } from '@hearth/server/streams/model';
import type { EventRecord } from '@hearth/server/streams/definition';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let ben: Person;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ana = await app.person({ name: 'Ana Fuentes' });
  ben = await app.person({ name: 'Ben Okafor' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
});
afterAll(() => app.close());

const everyone = { circle: 'everyone' as const, groups: [] };
const EVERYBODY = { see: everyone, read: everyone };
const refused = (reason: string) => ({ ok: false, error: { reason } });
const see = (threadId: ThreadId, by = ana) => by.see('thread.get', { threadId, from: 1 });
const postsOf = async (threadId: ThreadId) => (await see(threadId)).posts.filter(({ note }) => !note);
const wordsOf = async (threadId: ThreadId) =>
  (await postsOf(threadId)).map(({ html }) => html.replace(/<[^>]*>|\n/g, ''));

async function reply(by: Person, threadId: ThreadId, text: string, inReplyTo?: number): Promise<number> {
  return (await by.do('post.reply', { threadId, text, ...(inReplyTo && { inReplyTo }) })).post.no;
}

async function merged(threadId: ThreadId, into: ThreadId): Promise<void> {
  await mo.do('thread.merge', { threadId, into });
  await app.settled();
}

test('however often and by however many posts are carried, each comes once', async () => {
  const [from, into] = [await aThread(ana, board, { text: 'Zero' }), await aThread(ana, board, { text: 'Before' })];
  for (let n = 1; n < 12; n++) await reply(n % 2 ? ben : ana, from.id, `Post ${n}`);
  await mo.do('thread.merge', { threadId: from.id, into: into.id });
  const stored = await EventModel.findOne({ stream: `thread:${from.id}`, 'data.leaves': true }).lean<EventRecord>();
  const event = present(stored);
  const again = () => carryPosts.handle(app.services, [event]);
  // While it is carried by itself, and after that is done.
  await Promise.all([again(), again(), reply(ben, into.id, 'In between')]);
  await app.settled();
  await again();
  await app.settled();
  const words = await wordsOf(into.id);
  const carried = words.filter((one) => one !== 'In between' && one !== 'Before');
  expect(carried).toEqual(['Zero', ...Array.from({ length: 11 }, (_, n) => `Post ${n + 1}`)]);
  expect(words).toHaveLength(14);
  expect((await see(into.id)).posts.filter(({ note }) => note)).toHaveLength(1);
}, 30_000);

test('what is written, edited and deleted while posts are carried is carried along or refused, and never lost', async () => {
  const [from, into] = [await aThread(ana, board, { text: 'Zero' }), await aThread(ana, board, { text: 'Before' })];
  for (let n = 1; n < 9; n++) await reply(ben, from.id, `Post ${n}`);
  const edits = Array.from({ length: 8 }, async (_, n) => {
    await new Promise((resolve) => setTimeout(resolve, n * 8));
    return ben.try('post.edit', { threadId: from.id, no: n + 2, text: `Edited ${n + 1}` });
  });
  const replies = Array.from({ length: 8 }, async (_, n) => {
    await new Promise((resolve) => setTimeout(resolve, n * 8));
    return ana.try('post.reply', { threadId: from.id, text: `Late ${n}` });
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  await mo.do('thread.merge', { threadId: from.id, into: into.id });
  const [edited, late] = [await Promise.all(edits), await Promise.all(replies)];
  await app.settled();
  const expected = [
    ...edited.map(({ ok }, n) => `${ok ? 'Edited' : 'Post'} ${n + 1}`),
    ...late.flatMap(({ ok }, n) => (ok ? [`Late ${n}`] : [])),
  ];
  expect((await wordsOf(into.id)).toSorted()).toEqual(['Before', 'Zero', ...expected].toSorted());
  expect(await wordsOf(from.id)).toEqual([]);
}, 30_000);

test('a thread that goes on elsewhere while posts come to it is followed', async () => {
  const [one, two, three] = [
    await aThread(ana, board, { text: 'One' }),
    await aThread(ana, board, { text: 'Two' }),
    await aThread(ana, board, { text: 'Three' }),
  ];
  for (let n = 0; n < 5; n++) await reply(ben, one.id, `Of one ${n}`);
  await mo.do('thread.merge', { threadId: one.id, into: two.id });
  await mo.do('thread.merge', { threadId: two.id, into: three.id });
  await app.settled();
  const ofOne = Array.from({ length: 5 }, (_, n) => `Of one ${n}`);
  expect((await wordsOf(three.id)).toSorted()).toEqual(['One', 'Two', 'Three', ...ofOne].toSorted());
  for (const { id } of [one, two])
    expect(await ana.see('thread.whereabouts', { threadId: id })).toMatchObject({ thread: { id: three.id } });
}, 30_000);

test('L12: who asked without a name stays nobody where it goes on, and still corrects what they wrote', async () => {
  const asking = await aBoardOf(mo, EVERYBODY, { kind: 'question', asksUnnamed: true });
  const asker = await app.person({ name: 'Quiet Quentin' });
  const question = {
    boardId: asking,
    title: 'May I?',
    text: 'Without my name',
    language: 'en',
    unnamed: true,
  } as const;
  const { thread } = await asker.do('thread.start', question);
  const into = await aThread(ben, asking);
  await merged(thread.id, into.id);
  const { posts } = await see(into.id);
  const { no, by, alias } = present(posts.at(-1));
  expect([by, alias?.en]).toEqual([null, expect.stringMatching(/^A /)]);
  expect(JSON.stringify(await EventModel.find({}).lean())).not.toContain('Quiet Quentin');
  await asker.do('post.edit', { threadId: into.id, no, text: 'Still without it' });
  expect(await ben.try('post.edit', { threadId: into.id, no, text: 'Mine' })).toMatchObject(refused('not-yours'));
}, 30_000);

test('whoever leaves takes along what they wrote, wherever it went', async () => {
  const leaver = await app.person({ name: 'Lena Leaver' });
  const [from, into] = [await aThread(leaver, board, { text: 'Words of Lena' }), await aThread(ana, board)];
  await reply(leaver, from.id, 'More of Lena');
  await merged(from.id, into.id);
  await leave(app, leaver, 'remove');
  for (const name of ['events', 'threads', 'posts', 'follows']) {
    const all = JSON.stringify(await mongoose.connection.db?.collection(name).find().toArray());
    expect([name, all.includes('Lena Leaver'), all.includes('of Lena')]).toEqual([name, false, false]);
  }
}, 40_000);

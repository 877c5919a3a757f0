import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { finishPurge } from '@hearth/server/features/moderating/purging';
import { PostModel } from '@hearth/server/features/threads/model';
import { TallyModel } from '@hearth/server/streams/tally-model';
import { downloadPath, filePath } from '@hearth/shared/files/address';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, anAnsweredThread, aThread } from '../support/builders.ts';
import { pdf } from '../support/documents.ts';
import { leave } from '../support/leaving.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';
import { until, watchThread } from '../support/watching.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let ben: Person;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard({ kind: 'question' });
  ana = await app.person({ name: 'Ana Fuentes' });
  ben = await app.person({ name: 'Ben Okafor' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
});
afterAll(() => app.close());

const SECRET = 'zanzibar';
const reason = 'It told of a child.';
const see = (threadId: ThreadId, by: Person = ben) => by.see('thread.get', { threadId, from: 1 });
const refusalOf = async (person: Person, name: string, input: object) =>
  reasonIn((await person.post(name, input)).body);

/** Collections in which a word still stands. */
async function placesOf(word: string): Promise<string[]> {
  const { db } = mongoose.connection;
  const names = present(await db?.listCollections().toArray()).map(({ name }) => name);
  const found = names.map(async (name) => {
    const all = JSON.stringify(await db?.collection(name).find().toArray());
    return all.includes(word) ? [name] : [];
  });
  return (await Promise.all(found)).flat();
}

/** A reply of Ben's with all that may hang on a post, deleted by him. */
async function aPostWithEverything() {
  const { id: threadId } = await aThread(ana, board);
  const fileId = (await upload(ben, await gradient(600, 400).jpeg().toBuffer())).id;
  const plan = { fileId: (await upload(ben, pdf(SECRET), 'attachment', 'Plan.pdf')).id, name: `Of ${SECRET}.pdf` };
  const poll = {
    ...{ question: `Who knows ${SECRET}?`, options: [`${SECRET} one`, 'two'] },
    ...{ many: false, named: true, results: 'always' as const, closesAt: null },
  };
  const words = { text: `First ${SECRET}`, pictures: [{ fileId, alt: `A ${SECRET}` }], files: [plan], poll };
  const { post } = await ben.do('post.reply', { threadId, ...words });
  const pollId = present(post.poll);
  await ben.do('poll.change', { pollId, poll: { ...poll, question: `Again ${SECRET}?` } });
  await ana.do('poll.vote', { pollId, edition: 1, choices: [0] });
  app.clock.advance(121_000);
  await ben.do('post.edit', { threadId, no: 2, text: `Second ${SECRET}` });
  await ana.do('reaction.set', { threadId, no: 2, kind: 'thanks' });
  await ana.do('answer.accept', { threadId, no: 2 });
  await ana.do('practice.start', { threadId, picked: [] });
  const report = { level: 'elementary', place: 'city', result: 'worked', changed: '' } as const;
  await ana.do('trial.report', { threadId, no: 2, ...report, sentence: `It helped with ${SECRET}` });
  const by = { commandId: randomUUID(), turn: 1 };
  const draft = { title: '', text: `Third ${SECRET}`, by, expected: null };
  const { rev } = present((await see(threadId)).posts[1]);
  await ben.do('draft.save', { place: `edit:${threadId}:2:${rev}`, ...draft });
  await ben.do('post.delete', { threadId, no: 2 });
  await app.settled();
  return { threadId, addresses: [filePath(fileId, 480), downloadPath(plan.fileId)], pollId };
}

test('of a purged post nothing is left anywhere: words, pictures, poll, earlier wordings, drafts, the log, and what hung on it', async () => {
  const { threadId, addresses, pollId } = await aPostWithEverything();
  expect(await placesOf(SECRET)).toEqual(
    expect.arrayContaining(['posts', 'revisions', 'polls', 'drafts', 'tallies', 'practicenotes']),
  );
  const held = await mo.see('post.removed', { threadId, no: 2 });
  expect(held).toMatchObject({ no: 2, by: { name: 'Ben Okafor' }, pictures: 1, hasPoll: true, wordings: 1 });
  expect(JSON.stringify(held)).not.toContain(SECRET);

  const commandId = randomUUID();
  const purged = await mo.do('post.purge', { threadId, no: 2, reason }, commandId);
  expect(purged.post).toMatchObject({ no: 2, deleted: true, html: '', note: { kind: 'purged', reason } });
  expect(purged.post.by).toMatchObject({ name: 'Mo Moderator' });
  await until(async () => (await placesOf(SECRET)).length === 0, 'nothing is left');

  expect(await mo.do('post.purge', { threadId, no: 2, reason }, commandId)).toEqual(purged);
  const { posts, thread } = await see(threadId, app.stranger());
  expect(posts.map(({ no }) => no)).toEqual([1, 2]);
  expect(posts[1]).toEqual(purged.post);
  expect(thread).toMatchObject({ answer: null, replies: 1 });
  expect(await TallyModel.countDocuments({ streamId: { $in: [threadId, pollId] }, value: { $ne: null } })).toBe(0);
  // What many say in a moment is told in one count.
  await app.settled();
  expect((await mo.see('reaction.in', { threadId, from: 1, to: 5 })).counts).toEqual({});
  for (const address of addresses) expect((await fetch(app.url + address, { headers: mo.headers() })).status).toBe(404);
  for (const person of [ben, mo])
    expect(reasonIn((await person.get('poll.get', { pollId })).body)).toBe('no-such-thing');
}, 60_000);

test('nobody brings it back, nobody does anything to it, and whoever was writing at it keeps no draft of it', async () => {
  const { id: threadId } = await aThread(ana, board);
  await ben.do('post.reply', { threadId, text: 'Words' });
  await ben.do('post.delete', { threadId, no: 2 });
  await mo.do('post.purge', { threadId, no: 2, reason });
  expect(await refusalOf(ben, 'post.restore', { threadId, no: 2 })).toBe('not-yours');
  expect(await refusalOf(mo, 'post.restore', { threadId, no: 2 })).toBe('purged');
  expect(await refusalOf(mo, 'post.purge', { threadId, no: 2, reason })).toBe('purged');
  expect(await refusalOf(ben, 'post.delete', { threadId, no: 2 })).toBe('already-deleted');
  expect(await refusalOf(ben, 'post.edit', { threadId, no: 2, text: 'Words' })).toBe('already-deleted');
  expect(await refusalOf(ana, 'reaction.set', { threadId, no: 2, kind: 'thanks' })).toBe('already-deleted');
  const by = { commandId: randomUUID(), turn: 1 };
  const draft = { place: `edit:${threadId}:2:1`, title: '', text: 'Words', by, expected: null };
  expect(await refusalOf(ben, 'draft.save', draft)).toBe('no-such-thing');
  for (const name of ['post.source', 'post.history', 'post.removed'])
    expect(reasonIn((await mo.get(name, { threadId, no: 2 })).body)).toBe('no-such-thing');
  expect((await mo.see('thread.moderation', { threadId })).removed).toEqual([]);
});

test('only what is deleted is purged, by whoever moderates the board, with a reason', async () => {
  const { id: threadId } = await aThread(ana, board);
  await ben.do('post.reply', { threadId, text: 'Words' });
  expect(await refusalOf(mo, 'post.purge', { threadId, no: 2, reason })).toBe('not-removed');
  await ben.do('post.delete', { threadId, no: 2 });
  expect((await mo.see('thread.moderation', { threadId })).removed).toMatchObject([
    { no: 2, by: { name: 'Ben Okafor' } },
  ]);
  for (const person of [ana, ben])
    expect(await refusalOf(person, 'post.purge', { threadId, no: 2, reason })).toBe('not-allowed');
  expect(await refusalOf(mo, 'post.purge', { threadId, no: 2, reason: ' ' })).toBe('invalid-input');
  expect(await refusalOf(mo, 'post.purge', { threadId, no: 9, reason })).toBe('no-such-thing');
  const hidden = await aBoard({ readers: 'staff' });
  const { id } = await aThread(mo, hidden);
  await mo.do('post.delete', { threadId: id, no: 1 });
  expect(await refusalOf(ana, 'post.purge', { threadId: id, no: 1, reason })).toBe('no-such-thing');
  expect(reasonIn((await ana.get('post.removed', { threadId: id, no: 1 })).body)).toBe('no-such-thing');
});

test('with the opening post goes the title, if whoever purges it writes another one; L3, L13: open and late pages see that', async () => {
  const words = { title: 'About Xenophon', text: 'Xenophon did it' };
  const { id: threadId } = await anAnsweredThread(ana, ben, board, words);
  const view = await watchThread(app.stranger(), threadId);
  await ana.do('post.delete', { threadId, no: 1 });
  await mo.do('post.purge', { threadId, no: 1, reason, title: 'About a pupil' });
  await until(async () => (await placesOf('Xenophon')).length === 0, 'nothing is left');
  await view.converged();
  expect(view.state.thread.title).toBe('About a pupil');
  expect(view.state.posts[0]).toMatchObject({ note: { kind: 'purged', reason }, html: '' });
  expect(view.state.thread).toMatchObject({ excerpt: '', replies: 1 });
  await app.settled();
  const { rows } = await ben.see('board.get', { boardId: board });
  expect(rows.find(({ id }) => id === threadId)?.title).toBe('About a pupil');
}, 30_000);

test('a server that dies after the event leaves nothing behind: a job does the rest, also of a post that went elsewhere since', async () => {
  const { threadId } = await aPostWithEverything();
  // What the event alone does.
  await PostModel.updateOne(
    { threadId, no: 2 },
    { $set: { text: '…', html: '', pictures: [], purged: { by: null, reason, at: app.clock.now() } } },
  );
  const into = await aThread(ana, board, { title: 'Into' });
  await mo.do('thread.merge', { threadId, into: into.id });
  await app.settled();
  expect(await placesOf(`It helped with ${SECRET}`)).toEqual(['tallies']);
  expect(await placesOf(`Second ${SECRET}`)).toContain('practicenotes');
  await finishPurge.run(app.services, { threadId, no: 2 }, { signal: new AbortController().signal, isLast: false });
  await app.settled();
  expect(await placesOf(`It helped with ${SECRET}`)).toEqual([]);
  expect(await placesOf(`First ${SECRET}`)).toEqual([]);
  await until(async () => (await placesOf(`Second ${SECRET}`)).length === 0, 'nothing is left');
}, 60_000);

test('it is in the export of whoever did it, not in its author’s; who leaves is named no more, their reason neither if they take it along', async () => {
  const leaver = await app.person({ name: 'Lena Leaver', role: 'moderator' });
  const author = await app.person({ name: 'Paul Purged' });
  const { id: threadId } = await aThread(ana, board);
  await author.do('post.reply', { threadId, text: `All about ${SECRET}` });
  await author.do('post.delete', { threadId, no: 2 });
  await leaver.do('post.purge', { threadId, no: 2, reason: 'Words of Lena.' });
  await app.settled();
  const data = await leaver.see('account.export', {});
  expect(data.notes).toMatchObject([{ threadId, no: 2, kind: 'purged', reason: 'Words of Lena.' }]);
  expect(JSON.stringify(await author.see('account.export', {}))).not.toContain(SECRET);
  await leave(app, author, 'keep');
  await leave(app, leaver, 'remove');
  expect((await see(threadId)).posts[1]).toMatchObject({ by: null, note: { kind: 'purged', reason: '' } });
  for (const word of ['Lena Leaver', 'Words of Lena', 'Paul Purged', author.personId, leaver.personId])
    for (const name of ['events', 'threads', 'posts']) {
      const all = JSON.stringify(await mongoose.connection.db?.collection(name).find().toArray());
      expect([name, word, all.includes(word)]).toEqual([name, word, false]);
    }
}, 60_000);

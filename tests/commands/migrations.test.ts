import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrations } from '@hearth/server/migrations/migrations';
import { boards } from '@hearth/server/features/boards/stream';
import { rooms } from '@hearth/server/features/rooms/index';
import { projectMissing } from '@hearth/server/streams/commit';
import { TallyModel } from '@hearth/server/streams/tally-model';
import mongoose from 'mongoose';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

const run = (name: string) =>
  migrations.find((migration) => migration.name === name)?.run(new AbortController().signal);

test('0001: a board whose events held one row each is brought up to date', async () => {
  const ana = await app.person();
  const own = await aBoard();
  await aThread(ana, own);
  const { thread } = await ana.do('post.reply', { threadId: (await aThread(ana, own)).id, text: 'Yes.' });
  await app.settled();
  const fresh = await ana.see('board.get', { boardId: own });

  // As the version before left it: one row in each event, and the board not brought up to date when its process died.
  const events = mongoose.connection.collection('events');
  const told = await events.find({ stream: `board:${own}` }).toArray();
  expect(told.length).toBeGreaterThan(1);
  for (const { _id, data } of told) {
    await events.updateOne({ _id }, { $set: { 'data.row': data.rows[0] }, $unset: { 'data.rows': 1 } });
  }
  const before = { seq: 0, mark: '', threads: 0, lastPostAt: null };
  await mongoose.connection.collection<{ _id: string }>('boards').updateOne({ _id: own }, { $set: before });

  await run('0001-rows-of-boards');
  await run('0001-rows-of-boards');
  await projectMissing(app.services.streams.pubSub, boards, own, 0);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(await ana.see('board.get', { boardId: own })).toEqual(fresh);
  expect(fresh.rows.map(({ id }) => id)).toContain(thread.id);
});

test('0003: posts that a version before let become many times longer are shown as they were written', async () => {
  const ana = await app.person();
  const { id: threadId } = await aThread(ana, await aBoard(), { text: '**We** have no driver.' });
  await ana.do('post.reply', { threadId, text: '**Yes**, we do.\n\nAnd a bus.' });
  await app.settled();
  const [posts, events] = ['posts', 'events'].map((name) => mongoose.connection.collection(name));
  const html = `<p>${'y'.repeat(1_000_000)}</p>`;
  app.writesItself(`thread:${threadId}`);
  await posts?.updateOne({ threadId, no: 2 }, { $set: { html } });
  await events?.updateOne({ stream: `thread:${threadId}`, seq: 2 }, { $set: { 'data.post.html': html } });

  await run('0003-long-posts');
  await run('0003-long-posts');
  const shown = '<p>**Yes**, we do.</p>\n<p>And a bus.</p>';
  expect((await posts?.find({ threadId }).sort({ no: 1 }).toArray())?.map((post) => post['html'])).toEqual([
    '<p><strong>We</strong> have no driver.</p>\n',
    shown,
  ]);
  const event = await events?.findOne({ stream: `thread:${threadId}`, seq: 2 });
  expect(event?.['data'].post.html).toBe(shown);
});

test('0005: votes of the version before count, can be taken back and are announced', async () => {
  const [host, ana, ben] = [await app.person({ role: 'moderator' }), await app.person(), await app.person()];
  const { id: roomId } = await aRoom(host);
  const { question } = await ana.do('question.ask', { roomId, text: 'Who has the key?', anonymous: false });
  const vote = { roomId, questionId: question.id, at: new Date() };
  const votes = mongoose.connection.collection('votes');
  const former = Array.from({ length: 600 }, (_, n) => ({ ...vote, personId: `former-${n}`, up: n % 2 === 0 }));
  const _id = new mongoose.Types.ObjectId();
  await votes.insertMany([{ ...vote, _id, personId: ben.personId, up: true, fresh: 'f' }, ...former]);
  // A run before was killed in the middle: it had put this one, and not deleted it.
  const entry = { tally: 'question-votes', streamId: roomId, subject: question.id, personId: ben.personId };
  await TallyModel.collection.insertOne({ _id, ...entry, value: null, at: vote.at });

  await run('0005-votes-into-tallies');
  await run('0005-votes-into-tallies');
  expect(await votes.countDocuments()).toBe(0);
  expect(await TallyModel.countDocuments({ streamId: roomId })).toBe(601);
  const look = async () => {
    const { questions, mine } = await ben.see('room.get', { roomId });
    return { votes: questions[0]?.votes, mine: mine.votes };
  };
  app.clock.advance(10_000);
  await rooms.recover?.(app.services);
  await app.settled();
  expect(await look()).toEqual({ votes: 301, mine: [question.id] });
  await ben.do('question.vote', { roomId, questionId: question.id, up: false });
  await app.settled();
  expect(await look()).toEqual({ votes: 300, mine: [] });
});

test('0007, R15: whoever has a letter with a stroke is found without it', async () => {
  const ana = await app.person({ name: 'Łukasz Søren Đặng' });
  const people = mongoose.connection.collection<{ _id: string; nameKey: string }>('people');
  await people.updateOne({ _id: ana.personId }, { $set: { nameKey: 'łukasz søren đang' } });
  await run('0007-names-to-find');
  expect((await people.findOne({ _id: ana.personId }))?.nameKey).toBe('lukasz soren dang');
});

test('0008: whoever was here before is found by their later names', async () => {
  const [ana, ben] = [await app.person({ name: 'Ana María Zubiri' }), await app.person()];
  const people = mongoose.connection.collection<{ _id: string }>('people');
  await people.updateOne({ _id: ana.personId }, { $unset: { laterKeys: '' } });
  const found = async () => (await ben.see('person.find', { name: 'zubiri' })).map(({ id }) => id);
  expect(await found()).toEqual([]);
  await run('0008-later-names-to-find');
  expect(await found()).toEqual([ana.personId]);
});

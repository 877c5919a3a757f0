import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrations } from '@hearth/server/migrations/migrations';
import { boards } from '@hearth/server/features/boards/stream';
import { projectMissing } from '@hearth/server/streams/commit';
import mongoose from 'mongoose';
import { aBoard, aThread } from '../support/builders.ts';
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

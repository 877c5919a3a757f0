import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { insertEvents, readFrom } from '@hearth/server/streams/store';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { until, watchRoom, watchThread } from '../support/watching.ts';
import { present } from '../support/parts.ts';
import { type ThreadData } from '@hearth/server/features/threads/stream';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

test('F12, L7, attack 15: ten times at once, once more after a minute and again a day later is one post with one answer', async () => {
  const ana = await app.person();
  const { id } = await aThread(ana, await aBoard());
  const commandId = randomUUID();
  const send = () => ana.do('post.reply', { threadId: id, text: 'Once.' }, commandId);
  const answers = await Promise.all(Array.from({ length: 10 }, send));
  for (const later of [60_000, 24 * 3_600_000]) {
    app.clock.advance(later);
    await ana.do('post.reply', { threadId: id, text: 'Something else meanwhile.' });
    answers.push(await send());
  }
  for (const { post } of answers)
    expect(post).toMatchObject({ key: idFrom(commandId), no: 2, html: answers[0]?.post.html });
  const events = await readFrom(`thread:${id}`, 1, 100);
  expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});

test('F13, L1, L3: a clock that jumps back an hour decides nothing', async () => {
  const ana = await app.person();
  const { id } = await aThread(ana, await aBoard());
  const view = await watchThread(ana, id);
  for (const jump of [600_000, -3_600_000, 3_000_000]) {
    app.clock.advance(jump);
    await ana.do('post.reply', { threadId: id, text: `After ${jump} ms` });
  }
  await view.converged();
  expect(view.state.posts.map(({ no }) => no)).toEqual([1, 2, 3, 4]);
  expect(view.state).toEqual((await view.fresh()).state);
});

test('L7, attack 16: fifty votes of one person at once count once', async () => {
  const host = await app.person({ role: 'moderator' });
  // The clock of this server has been set on.
  const { id: roomId } = await aRoom(host, { now: app.clock.now().getTime() });
  const asker = await app.person();
  const { question } = await asker.do('question.ask', { roomId, text: 'Who has the key?', anonymous: false });
  const view = await watchRoom(host, roomId);
  const vote = () => host.do('question.vote', { roomId, questionId: question.id, up: true });
  await Promise.all(Array.from({ length: 50 }, vote));
  await until(() => view.state.questions[question.id]?.votes === 1, 'the vote');
  await app.settled();
  expect((await view.fresh()).state).toEqual(view.state);
});

test('L11: an event that was stored and never published, its process having died, is seen without anything else happening', async () => {
  const ana = await app.person();
  const { id } = await aThread(ana, await aBoard());
  const view = await watchThread(ana, id);
  const { post } = await ana.do('post.reply', { threadId: id, text: 'The last that was published.' });
  await app.settled();
  const last = present((await readFrom<ThreadData>(`thread:${id}`, post.rev, 1))[0]);
  const commandId = randomUUID();
  const lastNo = last.data.thread.lastNo + 1;
  const thread = { ...last.data.thread, lastNo };
  const data = { ...last.data, thread, post: { ...last.data.post, no: lastNo, key: idFrom(commandId) } };
  const { stream, by } = last;
  const part = { stream, by, data, seq: last.seq + 1, mark: 'deadbeef', commandId };
  const hoursAgo = new Date(Date.now() - 7_200_000);
  expect(await insertEvents([{ ...part, at: hoursAgo, pending: ['state', 'board'] }])).toBe(1);
  await until(() => view.state.posts.some(({ key }) => key === data.post.key), 'the unpublished post', 10_000);
  await view.converged();
  expect(view.state).toEqual((await view.fresh()).state);
}, 20_000);

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { CatchUp, Position } from '@hearth/shared/kernel/protocol';
import type { Result } from '@hearth/shared/kernel/errors';
import { limits } from '@hearth/shared/kernel/limits';
import type { BoardId } from '@hearth/shared/boards/entity';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { until, watchThread } from '../support/watching.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ana = await app.person();
});
afterAll(() => app.close());

const START: Position = { seq: 0, mark: '' };

async function watchOver(person: Person, stream: string, since: Position): Promise<CatchUp> {
  const socket = person.openSocket();
  const result: Result<CatchUp> = await socket.emitWithAck('watch', stream, since);
  socket.disconnect();
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
}

test('L1: fifty replies at once are numbered without a gap or repeat', async () => {
  const { id } = await aThread(ana, board);
  await Promise.all(Array.from({ length: 50 }, (_, n) => ana.do('post.reply', { threadId: id, text: `Reply ${n}` })));

  const events = await mongoose.connection
    .collection('events')
    .find({ stream: `thread:${id}` })
    .toArray();
  expect(events.map((event) => Number(event['seq'])).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 51 }, (_, n) => n + 1),
  );
  const { thread, posts } = await ana.see('thread.get', { threadId: id, from: 2 });
  expect(thread.lastNo).toBe(51);
  expect(posts.map((post) => post.no)).toEqual(Array.from({ length: 50 }, (_, n) => n + 2));
});

test('L4: an event that comes twice changes nothing', async () => {
  const { id } = await aThread(ana, board);
  const view = await watchThread(ana, id);
  await ana.do('post.reply', { threadId: id, text: 'Once' });
  await view.converged();
  const before = view.state;

  const missed = await watchOver(ana, `thread:${id}`, START);
  const again = missed.kind === 'events' ? missed.events : [];
  expect(again).toHaveLength(2);
  for (const audience of ['public', 'staff'] as const) {
    for (const event of again)
      app.services.streams.pubSub.publish({
        kind: 'event',
        stream: event.stream,
        seq: event.seq,
        payloads: { [audience]: event },
      });
  }
  await ana.do('post.reply', { threadId: id, text: 'Twice' });
  await view.converged();
  expect(view.state.posts.slice(0, 2)).toEqual(before.posts);
});

test('L5: what is posted while somebody begins to watch reaches them', async () => {
  const { id } = await aThread(ana, board);
  const views = [];
  for (let round = 0; round < 10; round++) {
    const [view] = await Promise.all([
      watchThread(app.stranger(), id),
      ana.do('post.reply', { threadId: id, text: `During ${round}` }),
    ]);
    views.push(view);
  }
  for (const view of views) {
    await view.converged();
    expect(view.state).toEqual((await view.fresh()).state);
  }
});

test('L6: whoever is too far behind is told to resync', async () => {
  const { id } = await aThread(ana, board);
  const stream = `thread:${id}`;
  const { position } = await ana.see('thread.get', { threadId: id });
  await ana.do('post.reply', { threadId: id, text: 'One' });
  expect(await watchOver(ana, stream, position)).toMatchObject({ kind: 'events', events: [{ seq: 2 }] });

  for (let n = 0; n < limits.catchUp; n++) await ana.do('post.edit', { threadId: id, no: 2, text: `Version ${n}` });
  expect(await watchOver(ana, stream, position)).toEqual({ kind: 'resync' });
});

test('L6: whoever is ahead, or knows another history, is told to resync', async () => {
  const { id } = await aThread(ana, board);
  await ana.do('post.reply', { threadId: id, text: 'One' });
  const { position } = await ana.see('thread.get', { threadId: id });

  expect(await watchOver(ana, `thread:${id}`, position)).toEqual({ kind: 'events', events: [] });
  expect(await watchOver(ana, `thread:${id}`, { ...position, seq: position.seq + 5 })).toEqual({ kind: 'resync' });
  expect(await watchOver(ana, `thread:${id}`, { ...position, mark: '00000000' })).toEqual({ kind: 'resync' });
});

test('L6: a page that is told to resync ends up where a newcomer is', async () => {
  const { id } = await aThread(ana, board);
  const reader = app.stranger();
  const view = await watchThread(reader, id);
  reader.cut();
  for (let n = 0; n < limits.catchUp + 5; n++) await ana.do('post.edit', { threadId: id, no: 1, text: `Version ${n}` });
  reader.comeBack();
  await until(() => view.isLive, 'being live again');
  expect(view.state).toEqual((await view.fresh()).state);
}, 30_000);

test('L7: a command is answered with what is stored, and a repeated one with its first result', async () => {
  const { id } = await aThread(ana, board);
  const commandId = randomUUID();
  const first = await ana.do('post.reply', { threadId: id, text: 'Only once' }, commandId);
  await ana.do('post.reply', { threadId: id, text: 'Something else' });
  const second = await ana.do('post.reply', { threadId: id, text: 'Only once' }, commandId);

  expect(second).toEqual(first);
  const { posts } = await ana.see('thread.get', { threadId: id, from: 1 });
  expect(posts.map((post) => post.html)).toEqual([
    '<p>We have no driver.</p>\n',
    '<p>Only once</p>\n',
    '<p>Something else</p>\n',
  ]);
});

test('L7: ten identical commands at the same instant are one', async () => {
  const { id } = await aThread(ana, board);
  const commandId = randomUUID();
  const results = await Promise.all(
    Array.from({ length: 10 }, () => ana.do('post.reply', { threadId: id, text: 'Tapped' }, commandId)),
  );
  expect(new Set(results.map(({ post }) => post.no))).toEqual(new Set([2]));
  expect((await ana.see('thread.get', { threadId: id })).thread.lastNo).toBe(2);
});

test('L7: somebody else’s command id is refused and changes nothing', async () => {
  const { id } = await aThread(ana, board);
  const ben = await app.person();
  const commandId = randomUUID();
  await ana.do('post.reply', { threadId: id, text: 'Mine' }, commandId);
  expect(await ben.try('post.reply', { threadId: id, text: 'Mine too' }, commandId)).toMatchObject({
    error: { reason: 'id-taken' },
  });
  expect((await ana.see('thread.get', { threadId: id })).thread.lastNo).toBe(2);
});

test('L7: a refused command changes nothing', async () => {
  const { id } = await aThread(ana, board);
  const ben = await app.person();
  const before = await ana.see('thread.get', { threadId: id });
  expect(await ben.try('post.edit', { threadId: id, no: 1, text: 'Not mine' })).toMatchObject({
    error: { reason: 'not-yours' },
  });
  expect(await app.stranger().try('post.reply', { threadId: id, text: 'Hello' })).toMatchObject({
    error: { reason: 'sign-in-first' },
  });
  expect(await ana.see('thread.get', { threadId: id })).toEqual(before);
});

test('L3: a reader whose connection was cut catches up by what was missed alone', async () => {
  const { id } = await aThread(ana, board);
  const reader = app.stranger();
  const view = await watchThread(reader, id);
  const opening = view.state.posts[0];

  reader.cut();
  await until(() => !view.isLive, 'the break to be noticed');
  for (let n = 0; n < 10; n++) await ana.do('post.reply', { threadId: id, text: `While away ${n}` });
  expect(view.state.posts).toHaveLength(1);
  reader.comeBack();
  await until(() => view.isLive, 'being live again');
  expect(view.state.posts).toHaveLength(11);
  // After a resync the opening post would be another object.
  expect(view.state.posts[0]).toBe(opening);
  expect(view.state).toEqual((await view.fresh()).state);
});

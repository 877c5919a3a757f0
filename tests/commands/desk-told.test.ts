import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PersonModel } from '@hearth/server/features/accounts/model';
import { tellJoined } from '@hearth/server/features/accounts/welcome';
import { DeskModel, EntryModel } from '@hearth/server/features/desk/model';
import { deskOfPeople } from '@hearth/server/features/desk/from-others';
import { deskOfThreads } from '@hearth/server/features/desk/from-threads';
import { EventModel } from '@hearth/server/streams/model';
import { recoverOnce } from '@hearth/server/streams/recovery';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { DeskFilter } from '@hearth/shared/desk/entity';
import { deskLimits } from '@hearth/shared/desk/limits';
import mongoose from 'mongoose';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let rosa: Person;
let ana: Person;
beforeAll(async () => {
  app = await openApp();
  rosa = await app.person({ name: 'Rosa Lind', role: 'moderator' });
  ana = await app.person({ name: 'Ana Fuentes' });
});
afterAll(() => app.close());

/** What one event tells of. */
const idsIn = (data: unknown): unknown[] =>
  Object.entries(Object(data)).flatMap(([name, its]) => (name === 'ids' ? its : []));

test('what happens in a moment is told together, at most four times a second', async () => {
  const lively = await aBoard();
  const thread = await aThread(ana, lively);
  await app.settled();
  const { seq: before } = (await DeskModel.findById(lively).lean()) ?? { seq: 0 };
  const since = performance.now();
  await Promise.all(
    Array.from({ length: 60 }, (_, n) => ana.do('post.reply', { threadId: thread.id, text: `Reply ${n}` })),
  );
  await app.settled();
  const { seq: after } = (await DeskModel.findById(lively).lean()) ?? { seq: 0 };
  const seconds = (performance.now() - since) / 1_000;
  expect(after - before).toBeGreaterThan(0);
  expect(after - before).toBeLessThanOrEqual(4 * seconds + 2);
  const events = await EventModel.find({ stream: `desk:${lively}`, seq: { $gt: before } }).lean();
  const ids = events.flatMap(({ data }) => idsIn(data));
  expect(new Set(ids).size).toBe(60);
});

test('what a process that died has told nobody is told by another', async () => {
  const lost = await aBoard();
  const { id: threadId } = await aThread(ana, lost);
  await app.settled();
  const { seq: before } = (await DeskModel.findById(lost).lean()) ?? { seq: 0 };
  await EventModel.collection.updateOne({ stream: `thread:${threadId}`, seq: 1 }, { $set: { pending: ['desk'] } });
  const { streams, clock, log } = app.services;
  await recoverOnce({ ...streams, clock, log }, -1_000);
  await app.settled();
  expect((await DeskModel.findById(lost).lean())?.seq).toBe(before + 1);
  expect(await EntryModel.countDocuments({ boardId: lost })).toBe(1);
});

test('what is put down only after its thread went to another board is told there', async () => {
  const [from, to] = [await aBoard(), await aBoard()];
  const { id: threadId } = await aThread(ana, from);
  const { post } = await ana.do('post.reply', { threadId, text: 'Late' });
  await app.settled();
  const stream = `thread:${threadId}`;
  const events = await EventModel.find({ stream, 'data.post.no': post.no }).lean();
  // As if the server had died over it.
  await EntryModel.deleteMany({ threadId, no: post.no });
  await rosa.do('thread.move', { threadId, to });
  await app.settled();
  await deskOfThreads.handle(app.services, events);
  await app.settled();
  const numbersOn = async (boardId: BoardId) =>
    (await rosa.see('desk.list', { filter: { boardId } })).rows.map(({ no }) => no);
  expect(await numbersOn(from)).toEqual([]);
  expect(await numbersOn(to)).toContain(post.no);
  const ids = (await EntryModel.find({ threadId, no: post.no }).lean()).map(({ _id }) => _id);
  const told = await EventModel.find({ stream: `desk:${to}` }).lean();
  expect(told.flatMap(({ data }) => idsIn(data))).toEqual(expect.arrayContaining(ids));
});

test('an event that is dealt with twice is one entry, also where it would be called otherwise by now', async () => {
  const { personId } = await app.person({ name: 'Willa Waits' });
  await PersonModel.updateOne({ _id: personId }, { $set: { status: 'waiting', isUntold: true } });
  await tellJoined(app.services, personId);
  await app.settled();
  await PersonModel.updateOne({ _id: personId }, { $set: { status: 'active' } });
  const events = await EventModel.find({ stream: `person:${personId}`, 'data.joined': true }).lean();
  await deskOfPeople.handle(app.services, events);
  await app.settled();
  expect((await EntryModel.find({ personId }).lean()).map(({ kind }) => kind)).toEqual(['waiting']);
});

test('a reply costs its desks one write each that says how far they are', async () => {
  const { id: threadId } = await aThread(ana, await aBoard());
  await ana.do('post.reply', { threadId, text: 'First' });
  await app.settled();
  const writes: string[] = [];
  mongoose.set('debug', (collection: string, method: string) => {
    if (collection === 'desks' && method.startsWith('update')) writes.push(method);
  });
  try {
    await ana.do('post.reply', { threadId, text: 'Second' });
    await app.settled();
  } finally {
    mongoose.set('debug', false);
  }
  expect(writes).toHaveLength(2);
});

test('a filter is kept under a name, for oneself alone, twenty at most, and thrown away', async () => {
  const filter: DeskFilter = { areas: ['posts', 'acts'], language: 'es', needsDecision: true };
  const kept = await rosa.do('desk.save-view', { name: 'To decide, in Spanish', filter });
  expect((await rosa.see('desk.views', {})).views).toEqual([kept]);
  const other = await app.person({ role: 'moderator' });
  expect((await other.see('desk.views', {})).views).toEqual([]);
  await other.do('desk.drop-view', { viewId: kept.id });
  expect((await rosa.see('desk.views', {})).views).toEqual([kept]);
  for (let n = 1; n < deskLimits.views; n++) await rosa.do('desk.save-view', { name: `View ${n}`, filter: {} });
  expect(reasonIn(await rosa.try('desk.save-view', { name: 'One more', filter }))).toBe('too-many-views');
  await rosa.do('desk.drop-view', { viewId: kept.id });
  await rosa.do('desk.drop-view', { viewId: kept.id });
  expect((await rosa.see('desk.views', {})).views).toHaveLength(deskLimits.views - 1);
  expect(reasonIn(await ana.try('desk.save-view', { name: 'Mine', filter: {} }))).toBe('no-such-thing');
});

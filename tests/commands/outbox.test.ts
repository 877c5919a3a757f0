import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildServices } from '@hearth/server/build-services';
import { boards } from '@hearth/server/features/boards/stream';
import { EntryModel } from '@hearth/server/features/desk/model';
import { putPosts } from '@hearth/server/features/threads/put-store';
import { threads, type ThreadData } from '@hearth/server/features/threads/stream';
import { Outbox } from '@hearth/server/streams/outbox';
import { commit, type Streams } from '@hearth/server/streams/commit';
import type { EventRecord } from '@hearth/server/streams/definition';
import { presentMissed } from '@hearth/server/streams/present';
import { EventModel } from '@hearth/server/streams/model';
import { countPending, readFrom } from '@hearth/server/streams/store';
import { recoverOnce } from '@hearth/server/streams/recovery';
import { boardStart, boardView } from '@hearth/web/lib/boards/board-view';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { boardStream } from '@hearth/shared/boards/events';

let app: TestApp;
let ana: Person;
beforeAll(async () => {
  app = await openApp();
  ana = await app.person();
});
afterAll(() => app.close());

/** As a process leaves it that dies before it has taken these names off. */
async function leave(stream: string, seq: number, pending: readonly string[]): Promise<EventRecord> {
  await EventModel.collection.updateOne({ stream, seq }, { $set: { pending: [...pending] } });
  const [event] = await readFrom(stream, seq, 1);
  if (!event) throw new Error('no such event');
  return event;
}

/** A reply whose process dies once it is applied. */
async function replyAndDie(threadId: string): Promise<void> {
  const outbox = new Outbox(app.services.log);
  await outbox.close();
  await replyBy({ ...app.services.streams, outbox }, threadId);
}

async function replyBy(streams: Streams, threadId: string): Promise<void> {
  const words = { by: null, editedAt: null, deletedAt: null, deletedBy: null, text: 'Yes.', html: '<p>Yes.</p>' };
  const cause = { commandId: randomUUID(), issuer: ana.id ?? '' };
  await commit(streams, threads, threadId, cause, (aggregate) => {
    if (!aggregate) throw new Error('no such thread');
    const { _id, seq: _seq, mark: _mark, ...thread } = aggregate;
    const post = { ...words, no: aggregate.lastNo + 1, key: cause.commandId, at: new Date() };
    return { thread: { ...thread, lastNo: post.no, lastPostAt: post.at }, post };
  });
}

function recovery() {
  const { streams, clock, log } = app.services;
  return recoverOnce({ ...streams, clock, log }, -1_000);
}

test('L11: what failed for one event of a batch leaves no trace at those that are done', async () => {
  const board = await aBoard();
  const { id } = await aThread(ana, board);
  await app.settled();
  const batch = [await leave(`thread:${id}`, 1, ['state', 'board']), await leave(`board:${board}`, 1, ['state'])];
  const busy = new Outbox(app.services.log);
  busy.register('board', () => Promise.reject(new Error('busy')));
  await busy.finish(batch);
  const left = await EventModel.find({ pending: { $exists: true } }, { _id: 0, stream: 1, pending: 1 }).lean();
  expect(left).toEqual([{ stream: `thread:${id}`, pending: ['board'] }]);
  await recovery();
  expect(await countPending()).toBe(0);
});

test('L11: streams that cannot be finished do not stand in the way of others', async () => {
  const [one, other] = [await aThread(ana, await aBoard()), await aThread(ana, await aBoard())];
  await app.settled();
  for (const { id } of [one, other]) await leave(`thread:${id}`, 1, ['state']);
  const { streams, clock, log } = app.services;
  const recovered = await recoverOnce({ ...streams, clock, log }, -1_000, new Set([`thread:${one.id}`]));
  expect({ ...recovered, failed: [...recovered.failed] }).toEqual({ events: 1, failed: [] });
  await recovery();
  expect(await countPending()).toBe(0);
});

test('L11: an event that names nobody any more is not swept for ever', async () => {
  const { id } = await aThread(ana, await aBoard());
  await app.settled();
  await leave(`thread:${id}`, 1, []);
  await recovery();
  expect(await countPending()).toBe(0);
});

test('L3, L11: a thread whose start was told before is told once more as it stands now', async () => {
  const boardId = await aBoard();
  const { id } = await aThread(ana, boardId);
  await app.settled();
  const start = boardStart(await ana.see('board.get', { boardId }), 50);
  await leave(`thread:${id}`, 1, ['state', 'board']);
  await replyAndDie(id);
  await recovery();

  const { apply } = boardView(boardId, () => Promise.reject(new Error('nobody asks')));
  const events = await readFrom(`board:${boardId}`, start.position.seq + 1, 50);
  const missed = await presentMissed(boards, `board:${boardId}`, events, 'public');
  const changes = missed.flatMap(({ change }) => (change ? [boardStream.change.parse(change)] : []));
  const fresh = boardStart(await ana.see('board.get', { boardId }), 50);
  expect(changes.reduce(apply, start.state)).toEqual(fresh.state);
  expect(fresh.state.rows[0]?.lastNo).toBe(2);
});

test('L11: a post that cannot be written is not passed over in silence, whoever is written with it', async () => {
  const { id } = await aThread(ana, await aBoard());
  const [event] = await readFrom<ThreadData>(`thread:${id}`, 1, 1);
  if (!event?.data.post) throw new Error('no such event');
  const good = { ...event.data.post, threadId: id, no: 2, rev: 2 };
  // As another version's fact might have it.
  const odd = { ...good, no: 3, rev: 3, colour: 'red' };
  await expect(putPosts([odd, good])).rejects.toThrow();
  await expect(putPosts([good, odd])).rejects.toThrow();
});

test('a server that stops does what is in hand, and what comes of it, before it lets go of anything', async () => {
  const boardId = await aBoard();
  const { id: threadId } = await aThread(ana, boardId);
  await app.settled();
  const { config, log, secret, clock } = app.services;
  const stopping = buildServices({ config, log, secret, clock, isDemo: false });
  await replyBy(stopping.services.streams, threadId);
  await stopping.close();
  const [entry] = await EntryModel.find({ threadId, no: 2 }).lean();
  expect(await EventModel.countDocuments({ stream: `desk:${boardId}`, 'data.ids': entry?._id })).toBe(1);
});

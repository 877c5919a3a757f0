import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SessionModel } from '@hearth/server/features/accounts/model';
import { readSessionsOf } from '@hearth/server/features/accounts/session-store';
import { EventModel } from '@hearth/server/streams/model';
import { readPending } from '@hearth/server/streams/store';
import { TallyModel } from '@hearth/server/streams/tally-model';
import { readUnannounced } from '@hearth/server/streams/tally-store';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';

/** A date is no order: much happens in one millisecond, and a limit must not cut where the store pleases. */
let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

const at = new Date('2026-05-04T10:00:00Z');
const later = new Date(at.getTime() + 1);

test('events that are pending since the same moment come by stream and number, by an index', async () => {
  const places = ['thread:b 2', 'thread:a 2', 'thread:b 1', 'thread:a 1'].map((place) => place.split(' '));
  const pending = places.map(([stream, seq]) => ({
    stream,
    seq: Number(seq),
    commandId: randomUUID(),
    at,
    pending: [],
  }));
  const events = mongoose.connection.collection('events');
  await events.insertMany(pending);
  const read = async (most: number) =>
    (
      await readPending({
        before: later,
        most: most,
        names: app.services.streams.registry.known,
        prefixes: app.services.streams.registry.prefixes,
      })
    ).map(({ stream, seq }) => `${stream} ${seq}`);
  expect(await read(9)).toEqual(['thread:a 1', 'thread:a 2', 'thread:b 1', 'thread:b 2']);
  expect(await read(3)).toEqual(['thread:a 1', 'thread:a 2', 'thread:b 1']);
  const plan = await EventModel.find({ pending: { $exists: true }, at: { $lt: later } })
    .sort({ at: 1, stream: 1, seq: 1 })
    .explain('queryPlanner');
  expect(JSON.stringify(plan)).toContain('pending_in_order');
  expect(JSON.stringify(plan)).not.toContain('"SORT"');
  await events.deleteMany({ at });
});

test('votes that are unannounced since the same moment come in one order', async () => {
  const ids = ['c', 'a', 'd', 'b'].map((last) => new mongoose.Types.ObjectId(last.padStart(24, '0')));
  const vote = { tally: 'ties', streamId: randomUUID(), value: 'up', fresh: 'f', at };
  await TallyModel.collection.insertMany(
    ids.map((_id) => ({ ...vote, _id, personId: String(_id), subject: String(_id) })),
  );
  const read = async (most: number) =>
    (await readUnannounced('ties', later, most)).map(({ subject }) => subject.at(-1));
  expect([await read(9), await read(2)]).toEqual([
    ['a', 'b', 'c', 'd'],
    ['a', 'b'],
  ]);
  await TallyModel.deleteMany({ tally: vote.tally });
});

test('sessions that were used at the same moment come in one order', async () => {
  const session = { personId: 'p', handle: 'h', seenAt: at, startedAt: at, endsAt: new Date(at.getTime() + 60_000) };
  const rows = ['c', 'a', 'd', 'b'].map((_id) => ({ ...session, _id, handle: _id }));
  await mongoose.connection.collection<{ _id: string }>(SessionModel.collection.name).insertMany(rows);
  expect((await readSessionsOf('p', at)).map(({ _id }) => _id)).toEqual(['a', 'b', 'c', 'd']);
});

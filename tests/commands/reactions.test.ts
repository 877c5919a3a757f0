import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { moveStatus } from '@hearth/server/features/accounts/store';
import { features, personalData } from '@hearth/server/features/index';
import { threads } from '@hearth/server/features/threads/stream';
import { Outbox } from '@hearth/server/streams/outbox';
import { react, type Reaction } from '@hearth/server/features/reaction';
import { recoverOnce } from '@hearth/server/streams/recovery';
import { StreamRegistry } from '@hearth/server/streams/registry';
import { EventModel } from '@hearth/server/streams/model';
import { countForeign, findOldestPending } from '@hearth/server/streams/store';
import type { BoardId } from '@hearth/shared/boards/entity';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { RandomHistory } from '../support/random-history.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let ana: Person;
let board: BoardId;
beforeAll(async () => {
  app = await openApp();
  ana = await app.person();
  board = await aBoard();
});
afterAll(() => app.close());

/** A reaction that notes what it was given. */
function desk(name: string, wait: Promise<unknown> = Promise.resolve()) {
  const seen: string[] = [];
  const reaction = react({
    to: threads,
    name,
    async handle(_services, events) {
      await wait;
      for (const { stream, seq } of events) seen.push(`${stream}/${seq}`);
    },
  });
  return { reaction, seen };
}

/** A server of the next version, which has one feature more. */
function newerServer(reaction: Reaction) {
  const definitions = features.flatMap(({ streams }) => streams.map(({ definition }) => definition));
  const reactions = [...features.flatMap((feature) => feature.reactions), reaction];
  const declared = personalData.flatMap(({ streams }) => streams.map(({ prefix }) => prefix));
  const registry = new StreamRegistry(definitions, reactions, declared);
  const outbox = new Outbox(app.services.log);
  for (const [name, its] of Map.groupBy(reactions, (one) => one.name))
    outbox.register(name, async (events) => {
      for (const { to, handle } of its)
        await handle(
          app.services,
          events.filter(({ stream }) => stream.startsWith(`${to}:`)),
        );
    });
  const { clock, log, streams } = app.services;
  return { registry, outbox, recover: () => recoverOnce({ ...streams, registry, outbox, clock, log }, -1_000) };
}

const pendingOf = async (stream: string, seq: number) =>
  (await EventModel.findOne({ stream, seq }).lean<{ pending?: string[] }>())?.pending;

test('L11: a name that nobody here knows stays with its event, is counted, and is handled by a server that knows it', async () => {
  const { id } = await aThread(ana, board);
  await app.settled();
  const stream = `thread:${id}`;
  await EventModel.collection.updateOne({ stream, seq: 1 }, { $set: { pending: ['state', 'unheard-of'] } });
  const { clock, log, streams } = app.services;
  await recoverOnce({ ...streams, clock, log }, -1_000);
  expect(await pendingOf(stream, 1)).toEqual(['unheard-of']);
  expect(await countForeign(streams.registry.known, streams.registry.prefixes)).toBe(1);
  expect(await recoverOnce({ ...streams, clock, log }, -1_000)).toMatchObject({ events: 0 });

  const { reaction, seen } = desk('unheard-of');
  await newerServer(reaction).recover();
  expect(seen).toEqual([`${stream}/1`]);
  expect(await pendingOf(stream, 1)).toBeUndefined();
  expect(await countForeign(streams.registry.known, streams.registry.prefixes)).toBe(0);
});

test('L11: what an old server writes during an update reaches a reaction that only the new one knows', async () => {
  const { id } = await aThread(ana, board);
  const { reaction, seen } = desk('newcomer');
  const newer = newerServer(reaction);
  await newer.registry.exchange(new Date());
  await app.services.streams.registry.exchange(new Date());
  await ana.do('post.reply', { threadId: id, text: 'Written by the old one.' });
  await app.settled();
  expect(await pendingOf(`thread:${id}`, 2)).toEqual(['newcomer']);

  await newer.recover();
  expect(seen).toEqual([`thread:${id}/2`]);

  // Ten minutes after the last server that knew it, nobody waits for it any more.
  await app.services.streams.registry.exchange(new Date(Date.now() + 601_000));
  await ana.do('post.reply', { threadId: id, text: 'Written when it was given up.' });
  await app.settled();
  expect(await pendingOf(`thread:${id}`, 3)).toBeUndefined();
});

test('L11: events of a stream that only a newer server knows are left to it', async () => {
  const { clock, log, streams } = app.services;
  const event = {
    stream: 'orchard:1',
    seq: 1,
    mark: 'abcd1234',
    commandId: 'c',
    by: 'b',
    data: {},
    pending: ['state'],
  };
  await EventModel.collection.insertOne({ ...event, at: new Date(0) });
  const recovered = await recoverOnce({ ...streams, clock, log }, -1_000);
  expect({ ...recovered, failed: [...recovered.failed] }).toEqual({ events: 0, failed: [] });
  expect(await countForeign(streams.registry.known, streams.registry.prefixes)).toBe(1);
  await EventModel.collection.deleteOne({ stream: 'orchard:1' });
});

test('a slow reaction holds up no other, and what the others have done is told meanwhile', async () => {
  const { id } = await aThread(ana, board);
  await app.settled();
  const stream = `thread:${id}`;
  await EventModel.collection.updateOne({ stream, seq: 1 }, { $set: { pending: ['state', 'board', 'slow'] } });
  const event = present(await EventModel.findOne({ stream, seq: 1 }).lean());
  const released = Promise.withResolvers<null>();
  const { reaction, seen } = desk('slow', released.promise);
  const { outbox } = newerServer(reaction);
  outbox.add([event]);
  await until(async () => (await pendingOf(stream, 1))?.join() === 'slow', 'the others to be told');
  expect(seen).toEqual([]);
  released.resolve(null);
  await outbox.drained();
  expect(seen).toEqual([`${stream}/1`]);
  expect(await pendingOf(stream, 1)).toBeUndefined();
});

test('one stream that cannot be handled keeps the others of its batch from nothing', async () => {
  const [one, other] = [await aThread(ana, board), await aThread(ana, board)];
  await app.settled();
  const bad = `thread:${one.id}`;
  const handled: string[] = [];
  const outbox = new Outbox(app.services.log);
  outbox.register('picky', async (events) => {
    if (events.some(({ stream }) => stream === bad)) throw new Error('not this one');
    handled.push(...events.map(({ stream }) => stream));
  });
  const events = await EventModel.find({ stream: { $in: [bad, `thread:${other.id}`] }, seq: 1 }).lean();
  const pending = events.map((event) => ({ ...event, pending: ['picky'] }));
  expect(await outbox.finish(pending)).toBe(false);
  expect(handled).toEqual([`thread:${other.id}`]);
});

test('L3, L11: a server that begins takes up what others are at this moment, and what comes of it is what came of it once', async () => {
  const [host, admin] = [await app.person({ role: 'moderator' }), await app.person({ role: 'admin' })];
  const history = new RandomHistory(7, [await aBoard(), await aBoard()], { member: ana, host, admin });
  const beginner = newerServer(desk('beginner').reaction);
  let isOver = false;
  let met = 0;
  // Its first look spares nothing that is young.
  const beginning = (async () => {
    while (!isOver) met += (await beginner.recover()).events;
  })();
  for (let step = 0; step < 60 || met < 20; step++) await history.step();
  const waiting = await app.person({ role: 'member' });
  await moveStatus(waiting.personId, 'active', 'waiting');
  await admin.do('person.decide', { personId: waiting.personId, welcome: true });
  isOver = true;
  await beginning;
  await beginner.outbox.drained();
  await app.settled();
  const { known, prefixes } = app.services.streams.registry;
  expect(await findOldestPending(known, prefixes)).toBeNull();
  const { email } = present((await waiting.see('account.me', {})).me);
  expect(app.services.mailer.inbox()?.filter(({ to }) => to.address === email)).toHaveLength(1);
});

test('L11: what others write from the moment on that a newer server serves, its new reaction is told of', async () => {
  const { reaction, seen } = desk('serving');
  const newer = newerServer(reaction);
  await newer.registry.introduce(new Date());
  const { id } = await aThread(ana, board);
  await app.settled();
  await newer.recover();
  expect(seen).toEqual([`thread:${id}/1`]);
});

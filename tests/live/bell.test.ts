import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '@hearth/server/platform/logger';
import { connectRedis } from '@hearth/server/platform/redis';
import type { Bell, Ring } from '@hearth/server/streams/bell';
import { LocalBell } from '@hearth/server/streams/bell-local';
import { RedisBell } from '@hearth/server/streams/bell-redis';
import { TestRedis } from '../support/redis.ts';
import { until } from '../support/watching.ts';

const log = createLogger('silent');
let redis: TestRedis;
beforeAll(async () => {
  redis = await TestRedis.start();
});
afterAll(() => redis.close());

function redisBell(): Bell {
  const connect = () => connectRedis(redis.url, log);
  return new RedisBell({ publisher: connect(), subscriber: connect(), origin: randomUUID(), log });
}

function event(seq: number): Ring {
  return {
    kind: 'event',
    stream: 'thread:a',
    seq,
    forms: { public: { stream: 'thread:a', seq, mark: 'm', change: null } },
  };
}

describe.each([
  ['in one process', () => new LocalBell()],
  ['through Redis', redisBell],
])('a bell %s', (_name, create) => {
  test('reaches every listener of its own process at once and in order', async () => {
    const bell = create();
    await until(() => bell.isUp, 'the bell to be up');
    const heard: Ring[][] = [[], []];
    for (const ears of heard) bell.listen((ring) => ears.push(ring));
    const rings = [event(1), event(2), { kind: 'access', personId: 'p' } as const, event(3)];
    for (const ring of rings) bell.ring(ring);
    expect(heard).toEqual([rings, rings]);
    await bell.close();
  });

  test('is heard once by its own process, not again by an echo', async () => {
    const bell = create();
    await until(() => bell.isUp, 'the bell to be up');
    const heard: Ring[] = [];
    bell.listen((ring) => heard.push(ring));
    bell.ring(event(1));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(heard).toEqual([event(1)]);
    await bell.close();
  });

  test('says nothing any more once it is closed', async () => {
    const bell = create();
    await until(() => bell.isUp, 'the bell to be up');
    const heard: Ring[] = [];
    bell.listen((ring) => heard.push(ring));
    await bell.close();
    bell.ring(event(1));
    expect(heard).toEqual([]);
  });
});

test('rings of one process reach another in the order they were rung', async () => {
  const [here, there] = [redisBell(), redisBell()];
  await until(() => here.isUp && there.isUp, 'both bells to be up');
  const heard: Ring[] = [];
  there.listen((ring) => heard.push(ring));
  const rings = Array.from({ length: 100 }, (_, n) => event(n + 1));
  for (const ring of rings) here.ring(ring);
  await until(() => heard.length === rings.length, 'all rings');
  expect(heard).toEqual(rings);
  await Promise.all([here.close(), there.close()]);
});

test('L10: a bell without Redis still rings here, never throws, and tells when it is up again', async () => {
  const [here, there] = [redisBell(), redisBell()];
  await until(() => here.isUp && there.isUp, 'both bells to be up');
  const [heardHere, heardThere]: Ring[][] = [[], []];
  here.listen((ring) => heardHere?.push(ring));
  there.listen((ring) => heardThere?.push(ring));
  let timesUp = 0;
  there.onUp(() => (timesUp += 1));

  await redis.kill();
  await until(() => !here.isUp && !there.isUp, 'both bells to notice');
  here.ring(event(1));
  expect(heardHere).toEqual([event(1)]);

  await redis.start();
  await until(() => here.isUp && there.isUp && timesUp > 0, 'both bells to be up again');
  here.ring(event(2));
  await until(() => heardThere?.length === 1, 'the ring');
  expect(heardThere).toEqual([event(2)]);
  await Promise.all([here.close(), there.close()]);
});

test('L10: a bell whose Redis hangs while it subscribes is up again when Redis goes on', async () => {
  const [publisher, subscriber] = [connectRedis(redis.url, log), connectRedis(redis.url, log)];
  await until(() => publisher.status === 'ready' && subscriber.status === 'ready', 'both lines to be ready');
  redis.freeze();
  const bell = new RedisBell({ publisher, subscriber, origin: randomUUID(), log });
  // Longer than a command may take.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  redis.thaw();
  await until(() => bell.isUp, 'the bell to be up', 10_000);
  await bell.close();
});

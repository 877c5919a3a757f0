import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '@hearth/server/platform/logger';
import { connectRedis } from '@hearth/server/platform/redis';
import type { PubSub, PubSubMessage } from '@hearth/server/streams/pub-sub';
import { LocalPubSub } from '@hearth/server/streams/pub-sub-local';
import { RedisPubSub } from '@hearth/server/streams/pub-sub-redis';
import { TestRedis } from '../support/redis.ts';
import { until } from '../support/watching.ts';

const log = createLogger('silent');
let redis: TestRedis;
beforeAll(async () => {
  redis = await TestRedis.start();
});
afterAll(() => redis.close());

function redisBell(): PubSub {
  const connect = () => connectRedis(redis.url, log);
  return new RedisPubSub({ publisher: connect(), subscriber: connect(), origin: randomUUID(), log });
}

function event(seq: number): PubSubMessage {
  return {
    kind: 'event',
    stream: 'thread:a',
    seq,
    payloads: { public: { stream: 'thread:a', seq, mark: 'm', change: null } },
  };
}

describe.each([
  ['in one process', () => new LocalPubSub()],
  ['through Redis', redisBell],
])('pub/sub %s', (_name, create) => {
  test('reaches every listener of its own process at once and in order', async () => {
    const pubSub = create();
    await until(() => pubSub.isUp, 'pub/sub to be up');
    const heard: PubSubMessage[][] = [[], []];
    for (const ears of heard) pubSub.subscribe((message) => ears.push(message));
    const rings = [event(1), event(2), { kind: 'access', personId: 'p' } as const, event(3)];
    for (const message of rings) pubSub.publish(message);
    expect(heard).toEqual([rings, rings]);
    await pubSub.close();
  });

  test('is heard once by its own process, not again by an echo', async () => {
    const pubSub = create();
    await until(() => pubSub.isUp, 'pub/sub to be up');
    const heard: PubSubMessage[] = [];
    pubSub.subscribe((message) => heard.push(message));
    pubSub.publish(event(1));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(heard).toEqual([event(1)]);
    await pubSub.close();
  });

  test('says nothing any more once it is closed', async () => {
    const pubSub = create();
    await until(() => pubSub.isUp, 'pub/sub to be up');
    const heard: PubSubMessage[] = [];
    pubSub.subscribe((message) => heard.push(message));
    await pubSub.close();
    pubSub.publish(event(1));
    expect(heard).toEqual([]);
  });
});

test('rings of one process reach another in the order they were rung', async () => {
  const [here, there] = [redisBell(), redisBell()];
  await until(() => here.isUp && there.isUp, 'both to be up');
  const heard: PubSubMessage[] = [];
  there.subscribe((message) => heard.push(message));
  const rings = Array.from({ length: 100 }, (_, n) => event(n + 1));
  for (const message of rings) here.publish(message);
  await until(() => heard.length === rings.length, 'all rings');
  expect(heard).toEqual(rings);
  await Promise.all([here.close(), there.close()]);
});

test('L10: pub/sub without Redis still reaches this process, never throws, and tells when it is up again', async () => {
  const [here, there] = [redisBell(), redisBell()];
  await until(() => here.isUp && there.isUp, 'both to be up');
  const [heardHere, heardThere]: PubSubMessage[][] = [[], []];
  here.subscribe((message) => heardHere?.push(message));
  there.subscribe((message) => heardThere?.push(message));
  let timesUp = 0;
  there.onUp(() => (timesUp += 1));

  await redis.kill();
  await until(() => !here.isUp && !there.isUp, 'both to notice');
  here.publish(event(1));
  expect(heardHere).toEqual([event(1)]);

  await redis.start();
  await until(() => here.isUp && there.isUp && timesUp > 0, 'both to be up again');
  here.publish(event(2));
  await until(() => heardThere?.length === 1, 'the ring');
  expect(heardThere).toEqual([event(2)]);
  await Promise.all([here.close(), there.close()]);
});

test('L10: pub/sub whose Redis hangs while it subscribes is up again when Redis goes on', async () => {
  const [publisher, subscriber] = [connectRedis(redis.url, log), connectRedis(redis.url, log)];
  await until(() => publisher.status === 'ready' && subscriber.status === 'ready', 'both lines to be ready');
  redis.freeze();
  const pubSub = new RedisPubSub({ publisher, subscriber, origin: randomUUID(), log });
  // Longer than a command may take.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  redis.thaw();
  await until(() => pubSub.isUp, 'pub/sub to be up', 10_000);
  await pubSub.close();
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ruleId } from '@hearth/shared/house-rules/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { reasonIn } from '../support/parts.ts';
import { Person } from '../support/person.ts';
import { SECRET, ServerProcess, startStore } from '../support/processes.ts';
import { TestRedis } from '../support/redis.ts';
import { until, watchThread } from '../support/watching.ts';

let redis: TestRedis;
let store: { uri: string; close: () => Promise<void> };
let here: TestApp;
let there: ServerProcess;
let moderator: Person;
beforeAll(async () => {
  redis = await TestRedis.start();
  store = await startStore();
  const shared = { MONGODB_URI: store.uri, REDIS_URL: redis.url, HEARTH_SECRET: SECRET };
  here = await openApp(shared);
  there = await ServerProcess.start(shared);
  moderator = await here.person({ role: 'moderator' });
}, 60_000);
afterAll(async () => {
  await there.stop();
  await here.close();
  await store.close();
  await redis.close();
}, 30_000);

const impose = async (person: Person, kind: 'suspension' | 'silence' | 'sign-out') =>
  moderator.do('sanction.impose', {
    ...{ personId: person.personId, kind, ruleId: ruleId.parse('be-kind'), words: 'Please stop.' },
    until: kind === 'sign-out' ? null : new Date(here.clock.now().getTime() + 3_600_000).toISOString(),
  });

/** The same person, at the other server. */
const over = (person: Person) => new Person(there.url, person.id, person.cookie);

/** Their live connections, one to each server. */
async function connections(person: Person) {
  const sockets = [person, over(person)].map((one) => one.openSocket());
  for (const socket of sockets) {
    await until(() => socket.connected, 'a connection');
    // Nobody is to come back as a stranger while it is looked at.
    socket.io.reconnection(false);
  }
  return sockets;
}

test.each(['suspension', 'sign-out'] as const)(
  'L8: after a %s every connection of theirs, on every server, is closed within a second',
  async (kind) => {
    const ana = await here.person();
    const sockets = await connections(ana);
    await impose(ana, kind);
    await until(() => sockets.every(({ connected }) => !connected), 'all connections to close', 1_000);
    expect((await over(ana).see('account.me', {})).me).toBeNull();
  },
);

test('L8: a silence holds on the other server at once, also over a connection that was open before', async () => {
  const ana = await here.person();
  const { id: threadId } = await aThread(moderator, await aBoard());
  const [, away] = await connections(ana);
  const watching = await watchThread(over(ana), threadId);
  await impose(ana, 'silence');
  const write = async () =>
    reasonIn(
      await away
        ?.timeout(5_000)
        .emitWithAck('command', 'post.reply', crypto.randomUUID(), { threadId, text: 'I write on' }),
    );
  await until(async () => (await write()) === 'silenced', 'the silence to hold', 1_000);
  // They go on reading, live.
  const before = watching.seq;
  await moderator.do('post.reply', { threadId, text: 'For all to read' });
  await until(() => watching.seq > before, 'what others write');
});

test('a silence ends by the clock also over a connection that was open before', async () => {
  const ana = await here.person();
  const { id: threadId } = await aThread(moderator, await aBoard());
  await impose(ana, 'silence');
  const socket = ana.openSocket();
  const write = async () =>
    reasonIn(
      await socket.timeout(5_000).emitWithAck('command', 'post.reply', crypto.randomUUID(), { threadId, text: 'Hi' }),
    );
  expect(await write()).toBe('silenced');
  here.clock.advance(2 * 3_600_000);
  expect(await write()).toBeNull();
  socket.disconnect();
});

test('L8: the same without pub/sub', async () => {
  const ana = await here.person();
  const sockets = await connections(ana);
  await redis.kill();
  await impose(ana, 'suspension');
  await until(() => sockets.every(({ connected }) => !connected), 'all connections to close', 2_000);
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openStore } from '@hearth/server/platform/mongo';
import mongoose from 'mongoose';
import { Child, SECRET, startStore } from '../support/processes.ts';
import { freePort } from '../support/redis.ts';
import { until } from '../support/watching.ts';

/** Real server processes on one store; this process looks at what they left in it. */
const THINGS = 12;
let store: Awaited<ReturnType<typeof startStore>>;
let own: Awaited<ReturnType<typeof openStore>>;
let children: Child[] = [];

beforeEach(async () => {
  store = await startStore();
  own = await openStore({ mongoUri: store.uri, dataFolder: '' });
  const things = Array.from({ length: THINGS }, (_, n) => ({ n, changes: 0 }));
  await mongoose.connection.collection('things').insertMany(things);
}, 30_000);
afterEach(async () => {
  await Promise.all(children.map((child) => child.end('SIGKILL')));
  children = [];
  await own.close();
  await store.close();
}, 30_000);

async function begin(script = 'tests/support/migrating-server.ts'): Promise<Child> {
  const env = { MONGODB_URI: store.uri, HEARTH_SECRET: SECRET, HEARTH_DEMO: 'off', PORT: String(await freePort()) };
  const child = new Child(script, [], env);
  children.push(child);
  return child;
}

const isOpen = (child: Child) => child.says(/Hearth is open/, 40_000);
const goOn = () => mongoose.connection.collection('things').insertOne({ place: 'go on', changes: 1 });
const all = (name: string) => mongoose.connection.collection(name).find().toArray();

/** Every thing changed once, the second migration after the whole first one, both told as done, nothing held any more. */
async function requireMigrated(runsOfFirst: number): Promise<void> {
  expect((await all('things')).map(({ changes }) => changes)).toEqual(Array.from({ length: THINGS + 1 }, () => 1));
  const runs = await all('runs');
  expect(runs.map(({ name }) => name)).toEqual([...Array<string>(runsOfFirst).fill('0001-place'), '0002-count']);
  expect(runs.at(-1)?.['left']).toBe(0);
  expect((await all('migrations')).map(({ _id }) => String(_id))).toEqual(['0001-place', '0002-count']);
  expect(await all('leases')).toEqual([]);
}

test('of servers that start at once one changes the store, the other says that it waits, and both open', async () => {
  const servers = await Promise.all([begin(), begin()]);
  await until(() => servers.some(({ printed }) => printed.includes('Waiting for it')), 'one to wait', 30_000);
  await goOn();
  await Promise.all(servers.map(isOpen));
  expect(servers.filter(({ printed }) => printed.includes('changed one'))).toHaveLength(1);
  await requireMigrated(1);
  // A version that does not know these changes keeps its hands off.
  const old = await begin('server/src/main.ts');
  await until(() => !old.isRunning, 'it to end');
  expect([old.process.exitCode, old.printed]).toEqual([1, expect.stringContaining('by a newer version (0001-place')]);
}, 60_000);

test('killed in the middle, a migration is ended by the server that waits', async () => {
  const first = await begin();
  await first.says(/changed one/);
  const second = await begin();
  await second.says(/Waiting for it/);
  await first.end('SIGKILL');
  expect(await mongoose.connection.collection('things').countDocuments({ changes: 0 })).toBe(THINGS - 1);
  await goOn();
  await isOpen(second);
  await requireMigrated(2);
}, 60_000);

test('a server that stood still for too long finds its place taken, and ends', async () => {
  const first = await begin();
  await first.says(/changed one/);
  first.process.kill('SIGSTOP');
  await goOn();
  const second = await begin();
  await isOpen(second);
  first.process.kill('SIGCONT');
  await until(() => !first.isRunning, 'it to end', 20_000);
  expect([first.process.exitCode, first.printed]).toEqual([1, expect.stringContaining('has taken over')]);
  await requireMigrated(2);
}, 60_000);

test('servers of this version open an empty store together', async () => {
  const servers = await Promise.all(Array.from({ length: 2 }, () => begin('server/src/main.ts')));
  await Promise.all(servers.map(isOpen));
  const indexes = await mongoose.connection.collection('events').indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { stream: 1, seq: 1 }, unique: true }));
  expect(await all('leases')).toEqual([]);
}, 60_000);

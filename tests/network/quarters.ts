import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@hearth/server/config';
import { beginSessionAs } from '@hearth/server/features/accounts/session';
import { insertPerson } from '@hearth/server/features/accounts/store';
import { insertBoard } from '@hearth/server/features/boards/store';
import { openStore } from '@hearth/server/platform/mongo';
import { readFrom } from '@hearth/server/streams/store';
import { boardId } from '@hearth/shared/boards/entity';
import type { RoomId } from '@hearth/shared/rooms/entity';
import { StoreProcess } from '../faults/scenarios/store-process.ts';
import { setTestGates } from '../support/gates.ts';
import { TestNginx } from '../support/nginx.ts';
import { Person } from '../support/person.ts';
import { ServerProcess } from '../support/processes.ts';
import { freePort, TestRedis } from '../support/redis.ts';
import { personId } from '@hearth/shared/kernel/ids';

export const METRICS_TOKEN = 'only the simulation may look at these';
export const boards = ['attendance', 'families', 'health', 'after-school', 'funding', 'welcome'].map((id) =>
  boardId.parse(id),
);

/** What docker-compose.yml starts, as processes: two servers, a store, Redis, and nginx in front of them. */
export interface Quarters {
  /** Where members reach it: the proxy. */
  readonly url: string;
  readonly servers: readonly ServerProcess[];
  readonly store: StoreProcess;
  readonly redis: TestRedis;
  close(): Promise<void>;
}

export async function openQuarters(): Promise<Quarters> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-network-'));
  const [store, redis, port] = await Promise.all([StoreProcess.start(), TestRedis.start(), freePort()]);
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    HEARTH_DATA: folder,
    HEARTH_URL: url,
    TRUST_PROXY: '1',
    LOG_LEVEL: 'fatal',
    MONGODB_URI: store.uri,
    REDIS_URL: redis.url,
    METRICS_TOKEN,
  };
  await onStore(store.uri, prepare);
  const servers = [await ServerProcess.start(settings), await ServerProcess.start(settings)] as const;
  const nginx = await TestNginx.start(port, { 'server-a': servers[0].url, 'server-b': servers[1].url });
  const close = async () => {
    await nginx.close();
    await Promise.all(servers.map((server) => server.stop('SIGKILL')));
    await store.close();
    await redis.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { url, servers, store, redis, close };
}

/** People with an account and a session each, written into the store: two thousand passwords would take the whole time. */
export async function moveIn({ store, url }: Quarters, count: number): Promise<Person[]> {
  const config = readConfig({ HEARTH_URL: url });
  const app = { config, isDemo: false, clock: { now: () => new Date() } };
  const one = async (n: number, role: 'member' | 'moderator'): Promise<Person> => {
    // Never guessed at, so numbers will do.
    const id = personId.parse(n.toString(16).padStart(16, '0'));
    await insertPerson({
      id,
      email: `member-${n}@example.org`,
      name: `Member ${['Ana', 'Ben', 'Carmen', 'Dee', 'Elias'][n % 5]} ${n}`,
      work: 'teacher',
      school: 'Riverbend Elementary',
      state: 'OH',
      languages: n % 3 === 0 ? ['es'] : ['en'],
      locale: n % 3 === 0 ? 'es' : 'en',
      bio: '',
      role,
      isDemo: false,
      isProven: true,
      // Long enough ago to be no newcomers.
      joinedAt: new Date(0),
    });
    let cookie: string | null = null;
    const setCookie = (line: string) => (cookie = line.split(';')[0] ?? null);
    await beginSessionAs(
      app,
      { _id: id, passwordHash: null },
      { address: '', userAgent: 'simulated', requestId: '', setCookie },
    );
    return new Person(url, id, cookie);
  };
  return onStore(store.uri, async () => {
    const people: Person[] = [await one(0, 'moderator')];
    while (people.length < count) {
      const size = Math.min(64, count - people.length);
      people.push(...(await Promise.all(Array.from({ length: size }, (_, n) => one(people.length + n, 'member')))));
    }
    return people;
  });
}

/** An office hour that the first member announces and hosts. */
export async function announce(host: Person): Promise<RoomId> {
  const { id } = await host.do('room.schedule', {
    title: 'Ask about attendance',
    purpose: 'Bring what you have tried, and what you are about to try.',
    language: 'en',
    readers: 'everyone',
    startsAt: new Date().toISOString(),
    minutes: 60,
    hosts: [],
  });
  return id;
}

/** Every event of these streams as the store has them. */
export async function eventsOf({ store }: Quarters, streams: readonly string[]) {
  return onStore(store.uri, async () => {
    const found = await Promise.all(streams.map(async (name) => [name, await readFrom(name, 1, 1_000_000)] as const));
    return Object.fromEntries(found);
  });
}

async function onStore<T>(mongoUri: string, work: () => Promise<T>): Promise<T> {
  const store = await openStore({ mongoUri, dataFolder: '' });
  try {
    return await work();
  } finally {
    await store.close();
  }
}

/** The boards; and gates for a day that goes by in minutes. */
async function prepare(): Promise<void> {
  await setTestGates();
  for (const [order, id] of boards.entries()) {
    const name = { en: id, es: id };
    const progress = { threads: 0, lastPostAt: null, seq: 0, mark: '' };
    await insertBoard({ _id: id, name, purpose: name, icon: 'people', readers: 'everyone', order, ...progress });
  }
}

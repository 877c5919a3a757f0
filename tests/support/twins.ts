import { openApp, type TestApp } from './app.ts';
import { Person } from './person.ts';
import { SECRET, ServerProcess, startStore } from './processes.ts';
import { TestRedis } from './redis.ts';

/** Two servers of one community, and the same people at both. */
export interface Twins {
  readonly app: TestApp;
  /** Where its servers answer, this process's first. */
  readonly urls: readonly string[];
  /** The same person, connected elsewhere: to the other process where there is one. */
  elsewhere(person: Person): Person;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

/** One process with pub/sub of its own. */
export async function oneProcess(env: Environment = {}): Promise<Twins> {
  const app = await openApp(env);
  return { app, urls: [app.url], elsewhere: (person) => person, close: () => app.close() };
}

/** Two processes on one store, with a real Redis between them. */
export async function twoProcesses(env: Environment = {}): Promise<Twins> {
  const [redis, store] = await Promise.all([TestRedis.start(), startStore()]);
  const shared = { MONGODB_URI: store.uri, REDIS_URL: redis.url, HEARTH_SECRET: SECRET, ...env };
  const app = await openApp(shared);
  const there = await ServerProcess.start(shared);
  const moved: Person[] = [];
  return {
    app,
    urls: [app.url, there.url],
    elsewhere: (person) => {
      const same = new Person(there.url, person.id, person.cookie);
      moved.push(same);
      return same;
    },
    close: async () => {
      for (const person of moved) person.leave();
      await there.stop();
      await app.close();
      await store.close();
      await redis.close();
    },
  };
}

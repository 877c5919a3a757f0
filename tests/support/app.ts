import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '@hearth/server/app';
import { buildServices } from '@hearth/server/build-services';
import { readConfig, type Config } from '@hearth/server/config';
import type { Services } from '@hearth/server/services';
import type { Live } from '@hearth/server/live/open';
import type { Reach } from '@hearth/server/platform/public-web/connect';
import { closeInTurn } from '@hearth/server/platform/close-in-turn';
import { createLogger } from '@hearth/server/platform/logger';
import { buildIndexes, openStore, type Store } from '@hearth/server/platform/mongo';
import { loadSecret } from '@hearth/server/platform/secret';
import { checks } from './checks.ts';
import { LiveStates } from './live-states.ts';
import { Person, type Traits } from './person.ts';
import { SettableClock } from './clock.ts';
import { ownDatabase, staysEmbedded } from './database.ts';
import { setTestGates } from './gates.ts';
import { SECRET } from './processes.ts';
import { portOf } from './parts.ts';

export interface TestApp {
  readonly url: string;
  readonly services: Services;
  readonly store: Store;
  /** The server's own side of the live connections. */
  readonly live: Live;
  readonly clock: SettableClock;
  /** Somebody with an account, signed in. */
  person(traits?: Traits): Promise<Person>;
  stranger(): Person;
  /** The test writes documents of this stream itself; see {@link LiveStates.ignore}. */
  writesItself(stream: string): void;
  /** Waits until everything that follows from commands has happened in this process. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

const usual: Environment = {
  PORT: '0',
  HEARTH_RATE_FACTOR: '1000',
  // Tests fill in forms faster than people do.
  HEARTH_JOIN_SECONDS: '0',
  LOG_LEVEL: 'error',
  HEARTH_DEMO: 'off',
  // Nobody who runs tests asks other sites for anything.
  HEARTH_PREVIEWS: 'off',
};

interface Given {
  readonly publicWeb?: Reach;
  /** With the pages, as they were built last. */
  readonly withPages?: boolean;
}

/** Opens the server in this process: a real store in a folder of its own, a real port, no pages unless they are wanted. */
export async function openApp(env: Environment = {}, { withPages = false, ...given }: Given = {}): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-test-'));
  const own = {
    HEARTH_DATA: folder,
    ...usual,
    ...env,
  };
  const database = 'MONGODB_URI' in env ? null : ownDatabase();
  if (env['MONGODB_URI'] === '') staysEmbedded('a test of the embedded store under the app');
  const stored = database && { MONGODB_URI: database.uri, HEARTH_SECRET: SECRET };
  const config: Config = readConfig({ ...stored, ...own });
  const store = await openStore(config);
  await buildIndexes();
  await setTestGates();
  const clock = new SettableClock();
  const secret = await loadSecret(config);
  const parts = { config, log: createLogger(config.logLevel), secret, isDemo: false, clock };
  const open = buildServices({ ...parts, ...given });
  const { server, live } = await createApp(open.services, { withPages });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${portOf(server)}`;
  open.services.baseUrl.url = url;
  const liveStates = new LiveStates(open.services);
  const check = async () => {
    await open.drained(20_000);
    return liveStates.compare();
  };
  checks.add(check);
  const people: Person[] = [];
  const remember = (person: Person) => (people.push(person), person);

  return {
    url,
    services: open.services,
    store,
    live,
    clock,
    person: async (traits) => remember(await Person.join(url, open.services, traits)),
    stranger: () => remember(new Person(url, null, null)),
    writesItself: (stream) => liveStates.ignore(stream),
    settled: () => open.drained(20_000),
    close: async () => {
      checks.delete(check);
      liveStates.close();
      for (const person of people) person.leave();
      const closed = live.close(5_000);
      // The tests' own requests are over, and what they keep open for another one would hold this up for five seconds.
      server.closeAllConnections();
      await closeInTurn([
        () => closed,
        () => open.services.backgroundTasks.settled(5_000),
        () => open.close(),
        () => store.close(),
        () => database?.drop(),
        () => rm(folder, { recursive: true, force: true }),
      ]);
    },
  };
}

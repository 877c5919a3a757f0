import { buildServices } from '../build-services.ts';
import type { Config } from '../config.ts';
import type { Visitor } from '../request/visitor.ts';
import { insertPerson } from '../features/accounts/store.ts';
import { insertBoard } from '../features/boards/store.ts';
import { Counter } from '../request/counting.ts';
import type { Services } from '../services.ts';
import type { Clock } from '../platform/clock.ts';
import { createLogger } from '../platform/logger.ts';
import type { Filling } from './filling.ts';
import { fillGroups, groupsOf } from './groups.ts';
import { commandIdOf, personIdOfKey } from './ids.ts';
import { readDemoNetwork, type DemoNetwork } from './network.ts';
import { fillPhotos } from './pictures.ts';
import { fillRooms } from './rooms.ts';
import { markBegun, markFilled } from './store.ts';
import { fillThreads } from './threads.ts';

interface Parts {
  readonly config: Config;
  readonly secret: string;
  readonly say: (line: string) => void;
}

class PastClock implements Clock {
  readonly #start = Date.now();
  minutesAgo = 0;

  now(): Date {
    return new Date(this.#start - this.minutesAgo * 60_000);
  }
}

/**
 * Fills an empty store with the demo network by giving its people's commands in their name and at their time: the same
 * way in as everybody's. Interrupted and begun again, it ends at the same network.
 */
export async function fillDemo({ config, secret, say }: Parts): Promise<void> {
  const network = readDemoNetwork();
  const clock = new PastClock();
  await markBegun(new Date());
  const log = createLogger(config.logLevel);
  const { services, close } = buildServices({
    config: { ...config, redisUrl: null },
    log,
    secret,
    isDemo: true,
    clock,
  });
  try {
    await fillPeople(network);
    const filling = fillingOf(network, services, clock, say);
    await fillGroups(filling);
    await fillBoards(network);
    await fillPhotos(filling);
    await fillThreads(filling);
    await fillRooms(filling);
  } finally {
    await close();
  }
  await markFilled(new Date());
}

async function fillPeople({ people }: DemoNetwork): Promise<void> {
  const joinedAt = new Date(Date.now() - 400 * 24 * 3_600_000);
  const joining = people.map(({ key, demo, bio, photo: _photo, ...person }) =>
    insertPerson({
      ...person,
      id: personIdOfKey(key),
      bio: bio ?? '',
      locale: person.languages[0] ?? 'en',
      isDemo: demo ?? false,
      isProven: true,
      joinedAt,
    }),
  );
  await Promise.all(joining);
}

async function fillBoards({ boards }: DemoNetwork): Promise<void> {
  for (const [order, { key, ...board }] of boards.entries()) {
    await insertBoard({ _id: key, ...board, order, threads: 0, lastPostAt: null, seq: 0, mark: '' });
  }
}

function fillingOf(network: DemoNetwork, services: Services, clock: PastClock, say: (line: string) => void): Filling {
  const visitors = new Map(network.people.map((person) => [person.key, visitorOf(network, person)]));
  const all = countOf(network);
  let done = 0;
  return {
    network,
    as: (key, minutesAgo, what) => {
      const visitor = visitors.get(key);
      if (!visitor) throw new Error(`The demo network knows nobody called ${key}.`);
      clock.minutesAgo = minutesAgo;
      const origin = { address: 'demo', userAgent: 'demo', requestId: 'demo', setCookie: null };
      const counter = new Counter({ services, visitor, origin }, null);
      return { services, visitor, actor: visitor.actor, origin, commandId: commandIdOf(what), counter };
    },
    tick: () => {
      done += 1;
      if (done % Math.ceil(all / 10) === 0) say(`  ${Math.min(100, Math.round((done / all) * 100))} %`);
    },
  };
}

function visitorOf(
  network: DemoNetwork,
  { key, name, work, school, state, role }: DemoNetwork['people'][number],
): Visitor {
  const id = personIdOfKey(key);
  return {
    actor: { kind: 'person', id, role, groups: groupsOf(network, key) },
    byline: { personId: id, name, work, school, state },
    email: `${key}@example.org`,
    locale: 'en',
    sessionId: '',
    isProven: true,
    joinedAt: new Date(0),
  };
}

/** Posts and questions; votes go quickly. */
function countOf({ threads, rooms }: DemoNetwork): number {
  const posts = threads.reduce((sum, thread) => sum + thread.posts.length, 0);
  return posts + rooms.reduce((sum, room) => sum + room.questions.length, 0);
}

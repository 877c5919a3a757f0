import { buildServices } from '../build-services.ts';
import type { Config } from '../config.ts';
import type { Visitor } from '../request/visitor.ts';
import { insertPerson } from '../features/accounts/store.ts';
import { rightsFor } from '@hearth/shared/boards/policy';
import { insertSection } from '../features/boards/section-store.ts';
import { insertBoard } from '../features/boards/store.ts';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { unaudited } from '../request/audit.ts';
import { Counter } from '../request/counting.ts';
import type { Services } from '../services.ts';
import type { Clock } from '../platform/clock.ts';
import { createLogger } from '../platform/logger.ts';
import type { Filling } from './filling.ts';
import { fillCollections } from './collections.ts';
import { fillFollows } from './follows.ts';
import { fillGroups, groupIdOfKey, groupsOf } from './groups.ts';
import { commandIdOf, personIdOfKey } from './ids.ts';
import { fillIdeas } from './ideas.ts';
import { fillLibrary } from './library.ts';
import { fillLists } from './lists.ts';
import { fillModerating } from './moderating.ts';
import { readDemoNetwork, type DemoNetwork } from './network.ts';
import { fillPhotos } from './pictures.ts';
import { fillReviewed } from './reviewing.ts';
import { fillRooms } from './rooms.ts';
import { markBegun, markFilled } from './store.ts';
import { fillTags } from './tags.ts';
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
    // What links lead to comes with the network.
    config: { ...config, redisUrl: null, hasPreviews: false },
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
    await fillTags(filling);
    await fillThreads(filling);
    await fillModerating(filling);
    await fillIdeas(filling);
    await fillFollows(filling);
    await fillRooms(filling);
    await fillLibrary(filling);
    await fillCollections(filling);
    await fillLists(filling);
    await fillReviewed(filling);
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

async function fillBoards({ boards, sections }: DemoNetwork): Promise<void> {
  for (const { key, ...section } of sections) await insertSection({ _id: sectionIdOf(key), ...section });
  for (const [order, { key, group, section, parent = null, asksUnnamed = false, ...board }] of boards.entries()) {
    const read = { circle: 'nobody' as const, groups: group ? [groupIdOfKey(group)] : [] };
    const rights = group && { ...rightsFor(board.readers), read };
    const standing = { threads: 0, lastPostAt: null, seq: 0, mark: '' };
    await insertBoard({
      _id: key,
      ...board,
      asksUnnamed,
      section: section ? sectionIdOf(section) : null,
      parent,
      ...(rights && { rights, readers: 'staff' }),
      order,
      ...standing,
    });
  }
}

const sectionIdOf = (key: string): string => idFrom(commandIdOf(`section ${key}`));

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
      const commandId = commandIdOf(what);
      // What happened before its first day stands in no log.
      return { services, visitor, actor: visitor.actor, origin, commandId, counter, audit: unaudited };
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

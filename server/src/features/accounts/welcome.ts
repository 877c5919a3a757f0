import type { Reader } from '../../request/context.ts';
import { randomUUID } from 'node:crypto';
import { WELCOME, welcomeStream } from '@hearth/shared/accounts/events';
import { isStaff } from '@hearth/shared/kernel/access';
import type { Services } from '../../services.ts';
import { commit, type Streams } from '../../streams/commit.ts';
import type { StreamDefinition } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { countWaiting, readUntold, type PersonRecord } from './store.ts';
import { people, type PersonData } from './stream.ts';
import { advanceWelcome, findWelcome, type WelcomeRecord } from './welcome-store.ts';

interface WelcomeData {
  readonly waiting: number;
}

/** Who wants to join: staff see it move while they look. */
export const welcome: StreamDefinition<WelcomeRecord, WelcomeData, typeof welcomeStream> = {
  contract: welcomeStream,
  findAggregate: findWelcome,
  evolve: (_before, _id, { seq, mark, data }) => ({ _id, seq, mark, waiting: data.waiting }),

  async project(id, events) {
    const last = events.at(-1);
    if (last) await advanceWelcome(welcome.evolve(null, id, last));
  },

  subjectsOf: () => ['waiting'],
  present: (_id, { seq, data }, _audience, shows) =>
    shows('waiting') ? { type: 'waiting.changed', rev: seq, waiting: data.waiting } : null,
};

export async function welcomeAudience({ actor }: Reader): Promise<'staff' | null> {
  return isStaff(actor) ? 'staff' : null;
}

/** Whoever joins or is let in moves the line of those who wait. */
export const waitingLine = react({
  to: people,
  name: 'waiting-line',
  async handle({ streams }, events) {
    if (!events.some(({ data }) => data.joined || data.status)) return;
    await tellWaiting(streams);
  },
});

async function tellWaiting(streams: Streams): Promise<void> {
  const cause = { commandId: randomUUID(), issuer: 'system' };
  // Counted anew whenever another server was quicker, and told although it is the number of before: of two who count at
  // the same time, the later event has the later count.
  await commit(streams, welcome, WELCOME, cause, async () => ({ waiting: await countWaiting() }));
}

/** Whom the command line closes, and who erases themselves, leaves the line without an event. */
async function recoverWaiting({ streams }: Pick<Services, 'streams'>): Promise<void> {
  const [told, waiting] = await Promise.all([findWelcome(WELCOME), countWaiting()]);
  if ((told?.waiting ?? 0) !== waiting) await tellWaiting(streams);
}

export async function recoverAccounts(services: Services): Promise<void> {
  await recoverJoined(services);
  await recoverWaiting(services);
}

/** Those who joined longer ago, and nobody was told: their server died in between. */
const FORGOTTEN_MS = 5_000;
const AT_ONCE = 200;

/** Tells that somebody has joined; once, whoever tells it how often. */
export async function tellJoined({ streams }: Pick<Services, 'streams'>, personId: string): Promise<void> {
  const cause = { commandId: `joined/${personId}`, issuer: 'system' };
  const decide = (person: PersonRecord | null): PersonData | null =>
    person && !person.erasing ? { joined: true } : null;
  await commit(streams, people, personId, cause, decide);
}

export async function recoverJoined(services: Services): Promise<void> {
  const before = new Date(services.clock.now().getTime() - FORGOTTEN_MS);
  for (const { _id } of await readUntold(before, AT_ONCE)) {
    // One who cannot be told of keeps nobody else from being told of.
    await tellJoined(services, _id).catch((error: unknown) => {
      services.log.error({ error }, 'that somebody joined could not be told; it is tried again');
    });
  }
}

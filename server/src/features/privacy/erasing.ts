import type { PersonalData } from '../../personal-data/declaration.ts';
import type { Services } from '../../services.ts';
import type { Store } from '../../platform/mongo.ts';
import { deletePerson, takeErasing } from '../accounts/erasing.ts';
import type { Worker } from '../feature.ts';
import { erasureLane, takeOut } from './erase.ts';

const EVERY_MS = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What was under way when an account was closed has ended after so long, and every open connection was checked. */
const UNDER_WAY_MS = 120_000;

export function eraserOf(kept: readonly PersonalData[]): Worker {
  return { start: (services, store) => new Erasing(services, store, kept).start() };
}

/**
 * Looks again for traces of those who are being erased, until two minutes after everything was clean nothing is found any
 * more: commands that were under way, rows another process was about to write, and what a process that died had only begun.
 * The person's own document, which says that all this is to be done, goes last.
 *
 * @returns whether anybody is gone for good.
 */
export async function finishAllErasing(services: Services, kept: readonly PersonalData[]): Promise<boolean> {
  let isAnybodyGone = false;
  const now = services.streams.clock.now();
  const before = new Date(now.getTime() - UNDER_WAY_MS);
  for (let person = await takeErasing(before, now); person; person = await takeErasing(before, now)) {
    const closed = person;
    const wasFound = await services
      .use(erasureLane)
      .run(() => takeOut(services, kept, closed, closed.erasing ?? 'keep'));
    if (wasFound) continue;
    await deletePerson(person._id);
    isAnybodyGone = true;
  }
  return isAnybodyGone;
}

/**
 * Brings to their end what is being erased, and then has the store overwrite it. What else was deleted or edited away is
 * overwritten once a day, and soon after a start: the process before may have died in between.
 */
export class Erasing {
  readonly #services: Services;
  readonly #store: Pick<Store, 'overwriteDeleted'>;
  readonly #kept: readonly PersonalData[];
  #nextOverwriting = 0;

  constructor(services: Services, store: Pick<Store, 'overwriteDeleted'>, kept: readonly PersonalData[]) {
    this.#services = services;
    this.#store = store;
    this.#kept = kept;
  }

  async goOn(): Promise<void> {
    if (await finishAllErasing(this.#services, this.#kept)) this.#nextOverwriting = 0;
    const now = this.#services.streams.clock.now().getTime();
    if (now < this.#nextOverwriting) return;
    await this.#store.overwriteDeleted();
    this.#nextOverwriting = now + DAY_MS;
  }

  /** The same from time to time, until it is stopped. */
  start(): { stop: () => Promise<void> } {
    let running: Promise<void> | null = null;
    const timer = setInterval(() => {
      running ??= this.goOn()
        .catch((error: unknown) => this.#services.log.error({ error }, 'an erasure is unfinished and is tried again'))
        .finally(() => (running = null));
    }, EVERY_MS);
    return {
      stop: async () => {
        clearInterval(timer);
        await running;
      },
    };
  }
}

import type { Services } from '../../services.ts';
import type { Store } from '../../platform/mongo.ts';
import type { Worker } from '../feature.ts';
import { finishAllErasing } from './erase.ts';

const EVERY_MS = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;

type Parts = Pick<Services, 'streams' | 'secret' | 'log' | 'use'>;

export const eraser: Worker = { start: (services, store) => new Erasing(services, store).start() };

/**
 * Brings to their end what is being erased, and then has the store overwrite it. What else was deleted or edited away is
 * overwritten once a day, and soon after a start: the process before may have died in between.
 */
export class Erasing {
  readonly #services: Parts;
  readonly #store: Pick<Store, 'overwriteDeleted'>;
  #nextOverwriting = 0;

  constructor(services: Parts, store: Pick<Store, 'overwriteDeleted'>) {
    this.#services = services;
    this.#store = store;
  }

  async goOn(): Promise<void> {
    if (await finishAllErasing(this.#services)) this.#nextOverwriting = 0;
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

import type { EntryVisits } from '@hearth/shared/entry-counts/entity';
import { createHash, randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock.ts';
import type { Origin } from '../../request/context.ts';
import type { Resource, Services } from '../../services.ts';
import { addVisits } from './store.ts';

/** However many open an entry, it is written this often at most. */
const EVERY_MS = 5_000;
/** What is known of a day, over all entries. Beyond it nothing more is counted that day: 40 bytes or so each. */
const MOST = 500_000;

/** Programs that say so. Whatever runs no script of the page does not come to this in the first place. */
const ROBOT =
  /bot\b|bots?[/;)]|crawl|spider|slurp|preview|headless|monitor|lighthouse|^curl|^wget|^python|^node|^axios/i;

type Visit = keyof EntryVisits;

/** Whoever looks: a person by their id, a stranger by where they come from. */
export interface Looking extends Pick<Origin, 'address' | 'userAgent'> {
  readonly personId: string | null;
}

/**
 * Counts who opens entries, each person once a day. What tells them apart is a hash with a random salt that is kept in the
 * memory of this process alone and thrown away with the day: nobody can ask it who read what, its keeper included.
 */
export class Visits {
  readonly #clock: Clock;
  readonly #log: Logger;
  #day = '';
  #salt = randomBytes(32);
  #seen = new Set<string>();
  #waiting = new Map<string, EntryVisits>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor({ clock, log }: Pick<Services, 'clock' | 'log'>) {
    this.#clock = clock;
    this.#log = log;
  }

  note(entryId: string, visit: Visit, { personId, address, userAgent }: Looking): void {
    if (personId === null && ROBOT.test(userAgent)) return;
    this.#turnDay();
    const who = personId === null ? ['stranger', address, userAgent] : ['person', personId];
    if (this.#seen.size >= MOST || !this.#isFirst(JSON.stringify([visit, entryId, ...who]))) return;
    const before = this.#waiting.get(entryId) ?? { views: 0, downloads: 0 };
    this.#waiting.set(entryId, { ...before, [visit]: before[visit] + 1 });
    this.#timer ??= setTimeout(() => void this.written(), EVERY_MS).unref();
  }

  /** Resolves when everything that was counted is written. */
  written(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const counted = this.#waiting;
    this.#waiting = new Map();
    if (counted.size > 0)
      this.#writing = this.#writing
        .then(() => addVisits(counted))
        .catch((error: unknown) => this.#log.error({ error }, 'visits were not counted'));
    return this.#writing;
  }

  #turnDay(): void {
    const day = this.#clock.now().toISOString().slice(0, 10);
    if (day === this.#day) return;
    this.#day = day;
    this.#salt = randomBytes(32);
    this.#seen = new Set();
  }

  #isFirst(what: string): boolean {
    // Sixty-six bits: of half a million no two are the same.
    const print = createHash('sha256').update(this.#salt).update(what).digest('base64url').slice(0, 11);
    const before = this.#seen.size;
    return this.#seen.add(print).size > before;
  }
}

export const visits: Resource<Visits> = {
  open: (services) => new Visits(services),
  drained: (opened) => opened.written(),
  close: (opened) => opened.written(),
};

/** Somebody who may read an entry has opened one of its files. */
export function noteDownload({ use }: Pick<Services, 'use'>, entryId: string, looking: Looking): void {
  use(visits).note(entryId, 'downloads', looking);
}

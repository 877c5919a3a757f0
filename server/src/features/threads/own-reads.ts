import { markOf, OWN_READ } from '@hearth/shared/threads/own';
import type { Resource, Services } from '../../services.ts';
import { tellOwn } from '../accounts/access.ts';
import { advanceReadsOver, type OwnRun, type ReadRecord } from './store.ts';

/** What people write within so long is noted together: one write for a burst of replies, and not one more for each. */
const EVERY_MS = 500;

/**
 * Notes that people have read what they wrote themselves, where they had read all before it (R12). Whoever looks before
 * that is done waits for it; what a crash takes along is a mark that the next look at the thread moves on.
 */
class OwnReads {
  readonly #services: Services;
  readonly #waiting = new Map<string, OwnRun[]>();
  readonly #beingNoted = new Set<string>();
  #noting: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;

  constructor(services: Services) {
    this.#services = services;
  }

  add(personId: string, threadId: string, no: number): void {
    const runs = this.#waiting.get(personId) ?? [];
    const last = runs.findLast((run) => run.threadId === threadId);
    if (last?.to === no - 1) last.to = no;
    else runs.push({ personId, threadId, from: no, to: no });
    this.#waiting.set(personId, runs);
    this.#timer ??= setTimeout(() => void this.note(), EVERY_MS);
  }

  /** Resolves when nothing of somebody waits any more. */
  async noted(personId: string): Promise<void> {
    if (this.#waiting.has(personId)) await this.note();
    else if (this.#beingNoted.has(personId)) await this.#noting;
  }

  note(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const people = [...this.#waiting.keys()];
    const runs = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    for (const personId of people) this.#beingNoted.add(personId);
    this.#noting = this.#noting.then(async () => {
      await this.#noteAll(runs);
      for (const personId of people) this.#beingNoted.delete(personId);
    });
    return this.#noting;
  }

  async #noteAll(runs: readonly OwnRun[]): Promise<void> {
    if (runs.length === 0) return;
    try {
      tellRead(this.#services, await advanceReadsOver(runs));
    } catch (error) {
      this.#services.log.error({ error }, 'what people wrote stays unread for themselves');
    }
  }
}

/** Tells somebody's other pages how far they have read. */
export function tellRead(services: Services, reads: readonly ReadRecord[]): void {
  for (const { personId, threadId, no, turn = 0 } of reads)
    tellOwn(services, personId, OWN_READ, threadId, markOf({ turn, no }));
}

export const ownReads: Resource<OwnReads> = {
  open: (services) => new OwnReads(services),
  drained: (opened) => opened.note(),
  close: (opened) => opened.note(),
};

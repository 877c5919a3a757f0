import { setTimeout as passed } from 'node:timers/promises';

/** What is still to be done for answers that were given already: erasing. */
export class BackgroundTasks {
  readonly #pending = new Set<Promise<void>>();

  /** `work` sees to its own failures. */
  add(work: Promise<void>): void {
    this.#pending.add(work);
    void work.finally(() => this.#pending.delete(work));
  }

  /** Resolves when nothing is left to do, or after so many milliseconds. */
  async settled(mostMs: number): Promise<void> {
    const waiting = new AbortController();
    const late = passed(mostMs, 'late', { signal: waiting.signal }).catch(() => 'done');
    while (this.#pending.size > 0) {
      if ((await Promise.race([late, Promise.allSettled(this.#pending)])) === 'late') break;
    }
    waiting.abort();
  }
}

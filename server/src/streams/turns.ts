import { AppError } from '@hearth/shared/errors';

/**
 * One after the other, per key. It keeps commands of one stream in this process from racing for the same number;
 * the store's unique index is what makes the order right.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #waiting = new Map<string, number>();
  readonly #most: number;

  /** At most `most` may wait per key; whoever comes then is refused as `busy` instead of being kept in memory. */
  constructor(most: number) {
    this.#most = most;
  }

  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const waiting = this.#waiting.get(key) ?? 0;
    if (waiting >= this.#most) throw new AppError('busy');
    this.#waiting.set(key, waiting + 1);
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(key, mine);
    try {
      return await mine;
    } finally {
      this.#leave(key, mine);
    }
  }

  #leave(key: string, mine: Promise<unknown>): void {
    const waiting = (this.#waiting.get(key) ?? 1) - 1;
    if (waiting > 0) this.#waiting.set(key, waiting);
    else this.#waiting.delete(key);
    if (this.#last.get(key) === mine) this.#last.delete(key);
  }
}

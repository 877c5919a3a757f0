import type { Bell, Ring } from './bell.ts';

/** The bell of a single process: every socket lives here, so a call is enough. */
export class LocalBell implements Bell {
  readonly isUp = true;
  readonly isShared = false;
  readonly #listeners: ((ring: Ring) => void)[] = [];

  ring(ring: Ring): void {
    for (const listener of this.#listeners) listener(ring);
  }

  listen(listener: (ring: Ring) => void): void {
    this.#listeners.push(listener);
  }

  /** It was never down. */
  onUp(): void {}

  async close(): Promise<void> {
    this.#listeners.length = 0;
  }
}

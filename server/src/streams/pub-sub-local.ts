import type { PubSub, PubSubMessage } from './pub-sub.ts';

/** Pub/sub of a single process: every socket lives here, so a call is enough. */
export class LocalPubSub implements PubSub {
  readonly isUp = true;
  readonly isShared = false;
  readonly #listeners: ((message: PubSubMessage) => void)[] = [];

  publish(message: PubSubMessage): void {
    for (const listener of this.#listeners) listener(message);
  }

  subscribe(listener: (message: PubSubMessage) => void): void {
    this.#listeners.push(listener);
  }

  /** It was never down. */
  onUp(): void {}

  async close(): Promise<void> {
    this.#listeners.length = 0;
  }
}

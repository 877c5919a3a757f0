import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { PubSub, PubSubMessage } from './pub-sub.ts';

const CHANNEL = 'hearth:pub-sub';

/** One message from a process that is no server: resolves when Redis has passed it on, rejects when it could not. */
export async function publishOnce(publisher: Redis, message: PubSubMessage): Promise<void> {
  await publish(publisher, 'terminal', message);
}

function publish(publisher: Redis, origin: string, message: PubSubMessage): Promise<number> {
  return publisher.publish(CHANNEL, `${origin} ${JSON.stringify(message)}`);
}

/**
 * Pub/sub between processes. Redis holds nothing: it only passes messages on. While it is away this process still publishes
 * for its own sockets, and the others find out by looking at heads.
 */
export class RedisPubSub implements PubSub {
  readonly isShared = true;
  readonly #origin: string;
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #log: Logger;
  readonly #listeners: ((message: PubSubMessage) => void)[] = [];
  readonly #upListeners: (() => void)[] = [];
  #subscribed = false;

  /** `origin` names this process, which hears itself at once and not by way of Redis. */
  constructor(parts: { publisher: Redis; subscriber: Redis; origin: string; log: Logger }) {
    this.#origin = parts.origin;
    this.#publisher = parts.publisher;
    this.#subscriber = parts.subscriber;
    this.#log = parts.log;
    this.#subscriber.on('message', (_channel: string, text: string) => this.#hear(text));
    this.#subscriber.on('ready', () => void this.#subscribe());
    this.#subscriber.on('close', () => (this.#subscribed = false));
    if (this.#subscriber.status === 'ready') void this.#subscribe();
  }

  get isUp(): boolean {
    return this.#subscribed && this.#publisher.status === 'ready';
  }

  publish(message: PubSubMessage): void {
    this.#tell(message);
    // Not queued while Redis is away: a late message is worth nothing, and a queue would only grow.
    if (this.#publisher.status !== 'ready') return;
    publish(this.#publisher, this.#origin, message).catch((error: unknown) => {
      this.#log.warn({ error }, 'a message got lost');
    });
  }

  subscribe(listener: (message: PubSubMessage) => void): void {
    this.#listeners.push(listener);
  }

  onUp(listener: () => void): void {
    this.#upListeners.push(listener);
  }

  async close(): Promise<void> {
    this.#listeners.length = 0;
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  async #subscribe(): Promise<void> {
    try {
      await this.#subscriber.subscribe(CHANNEL);
      this.#subscribed = true;
      for (const listener of this.#upListeners) listener();
    } catch (error) {
      this.#log.warn({ error }, 'pub/sub could not subscribe; it tries again when Redis is back');
      // On a line that outlives the refusal nobody would: it is given up for a new one.
      if (this.#subscriber.status === 'ready') this.#subscriber.disconnect(true);
    }
  }

  #hear(text: string): void {
    const space = text.indexOf(' ');
    if (text.slice(0, space) === this.#origin) return;
    // Only our own processes can publish here: Redis is inside the trust boundary, as the store is.
    this.#tell(JSON.parse(text.slice(space + 1)) as PubSubMessage);
  }

  #tell(message: PubSubMessage): void {
    for (const listener of this.#listeners) listener(message);
  }
}

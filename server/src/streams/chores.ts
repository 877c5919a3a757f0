import type { Logger } from 'pino';
import { failPoint } from '../platform/fail-point.ts';
import type { EventRecord } from './kind.ts';
import { tickOff } from './store.ts';

/** Deals with events of one stream, in order. May be given the same event again after a crash: must not matter. */
export type Consumer = (events: readonly EventRecord[]) => Promise<void>;

/**
 * What is still to be done with an event once its command was answered. Events of one stream are dealt with one batch
 * after the other: those that come while one is under way are the next, together. So whoever falls behind has less to do
 * for each, instead of a longer queue. A failure is logged and left to the sweep.
 */
export class Chores {
  readonly #consumers = new Map<string, Consumer>();
  readonly #pending = new Map<string, EventRecord[]>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #log: Logger;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(log: Logger) {
    this.#log = log;
  }

  register(name: string, consumer: Consumer): void {
    this.#consumers.set(name, consumer);
  }

  add(event: EventRecord): void {
    if (this.#closed) return;
    const waiting = this.#pending.get(event.stream);
    if (waiting) waiting.push(event);
    else this.#pending.set(event.stream, [event]);
    this.#startSoon();
  }

  /** Resolves when nothing is left to do in this process. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0 || this.#running.size > 0) {
      this.#start();
      await Promise.allSettled(this.#running.values());
    }
  }

  async close(): Promise<void> {
    await this.settled();
    this.#closed = true;
  }

  #startSoon(): void {
    this.#timer ??= setTimeout(() => this.#start(), GATHER_MS);
  }

  #start(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (const [stream, events] of this.#pending) {
      if (this.#running.has(stream)) continue;
      this.#pending.delete(stream);
      this.#running.set(
        stream,
        this.finish(events).finally(() => {
          this.#running.delete(stream);
          if (this.#pending.has(stream)) this.#startSoon();
        }),
      );
    }
  }

  /** Runs every consumer that waits for one of these events of one stream, and takes the names off that are done. */
  async finish(events: readonly EventRecord[]): Promise<void> {
    const names = [...new Set(events.flatMap((event) => event.todo ?? []))];
    const done: string[] = [];
    failPoint('before-chores');
    for (const name of names) {
      if (await this.#run(name, events)) done.push(name);
    }
    failPoint('before-tick-off');
    try {
      await tickOff(events, done, done.length === names.length);
    } catch (error) {
      this.#log.error({ error, stream: events[0]?.stream }, 'done, but not ticked off; the sweep does it once more');
    }
  }

  async #run(name: string, events: readonly EventRecord[]): Promise<boolean> {
    try {
      await this.#consumers.get(name)?.(events.filter((event) => event.todo?.includes(name)));
      return true;
    } catch (error) {
      this.#log.error({ error, consumer: name, stream: events[0]?.stream }, 'left to the sweep');
      return false;
    }
  }
}

/** Long enough to gather a burst, short enough that a board moves on while people look. */
const GATHER_MS = 60;

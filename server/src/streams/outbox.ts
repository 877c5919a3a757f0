import type { Logger } from 'pino';
import { failPoint } from '../platform/fail-point.ts';
import type { EventRecord } from './definition.ts';
import { acknowledge } from './store.ts';

/** Deals with events, those of one stream in order. May be given the same event again after a crash: must not matter. */
export type Reaction = (events: readonly EventRecord[]) => Promise<void>;

/**
 * What is still to be done with events once their commands were answered, one batch after the other: those that come while
 * one is under way are the next, together. So whoever falls behind has less to do for each, instead of a longer queue. A
 * failure is logged and left to the sweep.
 */
export class Outbox {
  readonly #consumers = new Map<string, Reaction>();
  readonly #log: Logger;
  #pending: EventRecord[] = [];
  #running: Promise<boolean> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(log: Logger) {
    this.#log = log;
  }

  register(name: string, reaction: Reaction): void {
    this.#consumers.set(name, reaction);
  }

  add(events: readonly EventRecord[]): void {
    if (this.#closed) return;
    this.#pending.push(...events);
    this.#startSoon();
  }

  /** Resolves when nothing is left to do in this process. */
  async settled(): Promise<void> {
    while (this.#pending.length > 0 || this.#running) {
      this.#start();
      await this.#running;
    }
  }

  async close(): Promise<void> {
    await this.settled();
    this.#closed = true;
  }

  #startSoon(): void {
    this.#timer ??= setTimeout(() => this.#start(), BATCH_MS);
  }

  #start(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#running || this.#pending.length === 0) return;
    const events = this.#pending.splice(0, MOST_AT_ONCE);
    this.#running = this.finish(events).finally(() => {
      this.#running = null;
      if (this.#pending.length > 0) this.#startSoon();
    });
  }

  /** Runs every consumer that waits for one of these events, and takes the names off that are done; whether all are. */
  async finish(events: readonly EventRecord[]): Promise<boolean> {
    const names = [...new Set(events.flatMap((event) => event.pending ?? []))];
    const done: string[] = [];
    failPoint('before-reactions');
    for (const name of names) {
      if (await this.#run(name, events)) done.push(name);
    }
    failPoint('before-acknowledge');
    try {
      await acknowledge(events, done);
      return done.length === names.length;
    } catch (error) {
      this.#log.error({ error, streams: streamsOf(events) }, 'done, but not ticked off; the sweep does it once more');
      return false;
    }
  }

  async #run(name: string, events: readonly EventRecord[]): Promise<boolean> {
    const its = events.filter((event) => event.pending?.includes(name));
    try {
      await this.#consumers.get(name)?.(its);
      return true;
    } catch (error) {
      this.#log.error({ error, reaction: name, streams: streamsOf(its) }, 'left to the sweep');
      return false;
    }
  }
}

function streamsOf(events: readonly EventRecord[]): string[] {
  return [...new Set(events.map(({ stream }) => stream))];
}

/** Long enough to gather a burst, short enough that a board moves on while people look. */
const BATCH_MS = 60;
const MOST_AT_ONCE = 1_000;

import type { Logger } from 'pino';
import { failPoint } from '../platform/fail-point.ts';
import type { EventRecord } from './definition.ts';

/** Deals with events, those of one stream in order. May be given the same event again after a crash: must not matter. */
export type Handle = (events: readonly EventRecord[]) => Promise<void>;

/** Long enough to gather a burst, short enough that a board moves on while people look. */
const BURST_MS = 60;
const MOST_AT_ONCE = 1_000;

/** Who reacts under a name, and for how long events are gathered for them where a burst is too short; in milliseconds. */
interface Reacting {
  readonly name: string;
  readonly handle: Handle;
  readonly gatherMs?: number | undefined;
}

/**
 * Runs one reaction, one batch after the other: events that come while one is under way are the next, together. So whoever
 * falls behind has less to do for each, instead of a longer queue. A failure is logged and left to recovery.
 */
export class ReactionWorker<Item extends { readonly event: EventRecord }> {
  readonly #name: string;
  readonly #handle: Handle;
  readonly #gatherMs: number;
  readonly #log: Logger;
  readonly #report: (items: readonly Item[], isDone: boolean) => void;
  readonly #queue: Item[] = [];
  #isRunning = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    { name, handle, gatherMs = BURST_MS }: Reacting,
    log: Logger,
    report: (items: readonly Item[], isDone: boolean) => void,
  ) {
    this.#name = name;
    this.#handle = handle;
    this.#gatherMs = gatherMs;
    this.#log = log;
    this.#report = report;
  }

  add(items: readonly Item[]): void {
    if (items.length === 0) return;
    this.#queue.push(...items);
    this.#timer ??= setTimeout(() => this.start(), this.#gatherMs);
  }

  /** Without waiting for a burst to end. */
  start(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#isRunning && this.#queue.length > 0) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    const items = this.#queue.splice(0, MOST_AT_ONCE);
    if (await this.#succeeds(items)) this.#report(items, true);
    else await this.#runByStream(items);
    this.#isRunning = false;
    if (this.#queue.length > 0) this.#timer ??= setTimeout(() => this.start(), this.#gatherMs);
  }

  /** One stream that fails keeps the others of its batch from nothing. */
  async #runByStream(items: readonly Item[]): Promise<void> {
    const streams = [...Map.groupBy(items, ({ event }) => event.stream).values()];
    for (const its of streams) this.#report(its, streams.length > 1 && (await this.#succeeds(its)));
  }

  async #succeeds(items: readonly Item[]): Promise<boolean> {
    const events = items.map(({ event }) => event);
    failPoint('before-reactions');
    try {
      await this.#handle(events);
      return true;
    } catch (error) {
      const streams = [...new Set(events.map(({ stream }) => stream))].slice(0, 20);
      this.#log.error({ error, reaction: this.#name, streams }, 'a reaction failed and is left to recovery');
      return false;
    }
  }
}

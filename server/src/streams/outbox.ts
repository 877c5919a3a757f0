import type { Logger } from 'pino';
import { failPoint } from '../platform/fail-point.ts';
import { PROJECTION, type EventRecord } from './definition.ts';
import { ReactionWorker, type Handle } from './reaction-worker.ts';
import { acknowledge } from './store.ts';

/** An event that is being dealt with in this process. */
interface InHand {
  readonly event: EventRecord;
  readonly done: string[];
  /** Reactions that have not said yet what came of it. */
  readonly waiting: Set<string>;
  readonly finished: PromiseWithResolvers<boolean>;
  /** By the process's own clock. */
  readonly since: number;
  /** How many of `done` the store knows already. */
  told: number;
}

/** What is done within so long is told to the store together: one write for all events of a stream. Nobody waits for it. */
const GATHERED_MS = 250;
/** What is done is told to the store without waiting longer than this for a slow reaction to the same event. */
const TOLD_MS = 1_000;

/**
 * What is still to be done with events once their commands were answered. Each reaction has a worker of its own, so that a
 * slow one holds up no other. Names that nobody here knows stay with the event, for a server that does.
 */
export class Outbox {
  readonly #workers = new Map<string, ReactionWorker<InHand>>();
  readonly #inHand = new Map<string, InHand>();
  readonly #log: Logger;
  readonly #telling = new Set<Promise<void>>();
  #finished: InHand[] = [];
  #soon: NodeJS.Timeout | null = null;
  #late: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Whoever reacts under this name. */
  register(name: string, handle: Handle, gatherMs?: number): void {
    const report = (some: readonly InHand[], isDone: boolean) => this.#reported(name, some, isDone);
    this.#workers.set(name, new ReactionWorker<InHand>({ name, handle, gatherMs }, this.#log, report));
  }

  /** Takes on events whose documents are written. */
  add(events: readonly EventRecord[]): void {
    if (!this.#closed) this.#take(events.filter(({ stream, seq }) => !this.#inHand.has(`${stream}/${seq}`)));
  }

  /** The same for events that another process has left; whether everything that is known here is done with all of them. */
  async finish(events: readonly EventRecord[]): Promise<boolean> {
    const taken = this.#take(events.filter(({ stream, seq }) => !this.#inHand.has(`${stream}/${seq}`)));
    const finished = await Promise.all(taken.map((one) => one.finished.promise));
    await Promise.all(this.#telling);
    return finished.every(Boolean);
  }

  get streamsInHand(): ReadonlySet<string> {
    return new Set([...this.#inHand.values()].map(({ event }) => event.stream));
  }

  /** Resolves when everything is done that is in hand now, whatever comes meanwhile. */
  async caughtUp(): Promise<void> {
    for (const worker of this.#workers.values()) worker.start();
    await Promise.all([...[...this.#inHand.values()].map((one) => one.finished.promise), ...this.#telling]);
  }

  /** Resolves when nothing is left to do in this process. */
  async drained(): Promise<void> {
    while (this.#inHand.size > 0 || this.#telling.size > 0) {
      for (const worker of this.#workers.values()) worker.start();
      this.#tellFinished();
      const [first] = this.#inHand.values();
      await first?.finished.promise;
      await Promise.all(this.#telling);
    }
  }

  async close(): Promise<void> {
    await this.drained();
    this.#closed = true;
  }

  #take(events: readonly EventRecord[]): InHand[] {
    const taken = events.map((event): InHand => {
      const waiting = new Set(event.pending?.filter((name) => this.#workers.has(name)));
      const done = event.pending?.includes(PROJECTION) ? [PROJECTION] : [];
      return { event, done, waiting, finished: Promise.withResolvers(), since: performance.now(), told: 0 };
    });
    for (const one of taken) this.#inHand.set(`${one.event.stream}/${one.event.seq}`, one);
    for (const [name, worker] of this.#workers) worker.add(taken.filter((one) => one.waiting.has(name)));
    this.#finish(taken.filter((one) => one.waiting.size === 0));
    this.#tellLateSoon();
    return taken;
  }

  #reported(name: string, some: readonly InHand[], isDone: boolean): void {
    for (const { done, waiting } of some) {
      waiting.delete(name);
      if (isDone) done.push(name);
    }
    this.#finish(some.filter((one) => one.waiting.size === 0));
  }

  #finish(some: readonly InHand[]): void {
    this.#finished.push(...some);
    if (this.#finished.length > 0) this.#soon ??= setTimeout(() => this.#tellFinished(), GATHERED_MS);
  }

  #tellFinished(): void {
    if (this.#soon) clearTimeout(this.#soon);
    this.#soon = null;
    const finished = this.#finished.splice(0);
    if (finished.length === 0) return;
    this.#tell(finished, (isTold) => {
      for (const { event, done, finished: end } of finished) {
        this.#inHand.delete(`${event.stream}/${event.seq}`);
        const isDone = (event.pending ?? []).every((name) => done.includes(name) || !this.#workers.has(name));
        end.resolve(isTold && isDone);
      }
    });
  }

  #tellLateSoon(): void {
    if (this.#inHand.size > 0) this.#late ??= setTimeout(() => this.#tellLate(), TOLD_MS).unref();
  }

  /** What a slow reaction has not let go of yet, as far as the others are. */
  #tellLate(): void {
    this.#late = null;
    const before = performance.now() - TOLD_MS;
    const isLate = ({ since, waiting, done, told }: InHand) => since < before && waiting.size > 0 && done.length > told;
    const late = [...this.#inHand.values()].filter(isLate);
    for (const one of late) one.told = one.done.length;
    if (late.length > 0) this.#tell(late, () => {});
    this.#tellLateSoon();
  }

  #tell(some: readonly InHand[], then: (isTold: boolean) => void): void {
    failPoint('before-acknowledge');
    const telling = acknowledge(some.map(({ event, done }) => ({ event, done: [...done] })))
      .then(
        () => then(true),
        (error: unknown) => {
          this.#log.error({ error }, 'done, but not acknowledged: recovery does it once more');
          then(false);
        },
      )
      .finally(() => this.#telling.delete(telling));
    this.#telling.add(telling);
  }
}

import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../platform/clock.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { AnyJob } from './job.ts';
import { findDue, leaveJob, readDue, takeJob, type JobRecord } from './store.ts';
import { Turns } from './turns.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** So long whoever runs the network has to look at a dead letter. */
const DEAD_LAST_MS = 30 * DAY_MS;
/** So long a key that is done is not done again, where the job has no end of its own. */
const DONE_LASTS_MS = DAY_MS;
/** So many that are due are looked at for whose turn it is. */
const LOOKED_AT = 1_000;
const LONGEST_PAUSE_MS = 60 * 60 * 1000;

export interface KindParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'jobEnded'>;
  readonly run: (job: AnyJob, input: unknown, run: Parameters<AnyJob['run']>[2]) => Promise<void>;
}

/** A job that this process has the lease of. */
export interface Run {
  readonly record: JobRecord;
  readonly holder: string;
  readonly aborter: AbortController;
  /** By the monotonic clock: when the store last confirmed the lease. */
  heldAt: number;
  readonly ended: Promise<void>;
}

/** A second, then four times as long each time, up to an hour. */
export function pauseAfter(attempts: number): number {
  return Math.min(1_000 * 4 ** (attempts - 1), LONGEST_PAUSE_MS);
}

/** Does the jobs of one kind, so many at once. */
export class KindRunner {
  readonly #job: AnyJob;
  readonly #parts: KindParts;
  readonly #runs = new Set<Run>();
  readonly #turns = new Turns();
  readonly #timers = new Set<NodeJS.Timeout>();
  #looking: Promise<void> | null = null;
  #isToLookAgain = false;
  #isStopped = false;

  constructor(job: AnyJob, parts: KindParts) {
    this.#job = job;
    this.#parts = parts;
  }

  get runs(): readonly Run[] {
    return [...this.#runs];
  }

  get isBusy(): boolean {
    return this.#looking !== null || this.#runs.size > 0;
  }

  /** Looks whether anything is due. */
  wake(): void {
    if (this.#isStopped) return;
    if (this.#looking) {
      this.#isToLookAgain = true;
      return;
    }
    this.#isToLookAgain = false;
    this.#looking = this.#takeDue()
      .catch((error: unknown) => this.#parts.log.warn({ error, job: this.#job.name }, 'jobs could not be looked for'))
      .finally(() => {
        this.#looking = null;
        if (this.#isToLookAgain) this.wake();
      });
  }

  wakeIn(ms: number): void {
    if (ms <= 0) return this.wake();
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.wake();
    }, ms).unref();
    this.#timers.add(timer);
  }

  async idle(): Promise<void> {
    while (this.isBusy) await Promise.all([this.#looking, ...this.runs.map(({ ended }) => ended)]);
  }

  /** Takes nothing any more. */
  async stopTaking(): Promise<void> {
    this.#isStopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#looking;
  }

  async #takeDue(): Promise<void> {
    const { atOnce } = this.#job;
    while (!this.#isStopped) {
      const free = atOnce - this.#runs.size;
      // Whoever ends wakes us.
      if (free === 0) return;
      const now = this.#parts.clock.now();
      const due = await this.#findDue(now, free);
      for (const id of due) {
        const holder = randomUUID();
        const heldAt = performance.now();
        const record = this.#isStopped ? null : await takeJob(id, holder, now);
        if (record) this.#start(record, holder, heldAt);
      }
      if (due.length < free) return;
    }
  }

  async #findDue(now: Date, most: number): Promise<string[]> {
    const { name, inTurns } = this.#job;
    return inTurns ? this.#turns.pick(await readDue(name, now, LOOKED_AT), most) : findDue(name, now, most);
  }

  #start(record: JobRecord, holder: string, heldAt: number): void {
    const aborter = new AbortController();
    const ended = this.#do(record, holder, aborter.signal)
      // The lease runs out, and it is done again.
      .catch((error: unknown) => this.#parts.log.warn({ error, job: record.kind }, 'how a job ended could not be told'))
      .finally(() => {
        this.#runs.delete(run);
        this.wake();
      });
    const run: Run = { record, holder, aborter, heldAt, ended };
    this.#runs.add(run);
  }

  async #do(record: JobRecord, holder: string, signal: AbortSignal): Promise<void> {
    const { clock, metrics, run } = this.#parts;
    const { _id, kind, attempts, endsAt } = record;
    // Whoever died over it each time has said nothing.
    const isOver = attempts > this.#job.attempts || (endsAt !== undefined && endsAt <= clock.now());
    try {
      if (isOver) throw new Error('too late or too often');
      const isLast = attempts >= this.#job.attempts;
      await run(this.#job, this.#job.input.parse(record.input), { signal, isLast });
    } catch (error) {
      if (signal.aborted) return leaveJob({ _id, holder }, { status: 'waiting', attempts: attempts - 1 });
      return this.#fail(record, holder, error);
    }
    metrics.jobEnded(kind, 'done');
    const until = endsAt ?? new Date(clock.now().getTime() + DONE_LASTS_MS);
    await leaveJob({ _id, holder }, { status: 'done', endsAt: until });
  }

  async #fail({ _id, kind, attempts, endsAt }: JobRecord, holder: string, error: unknown): Promise<void> {
    const { clock, log, metrics } = this.#parts;
    const now = clock.now();
    const pause = pauseAfter(attempts);
    const at = new Date(now.getTime() + pause);
    const isLast = attempts >= this.#job.attempts || (endsAt !== undefined && at >= endsAt);
    metrics.jobEnded(kind, isLast ? 'dead' : 'failed');
    if (isLast) {
      log.error({ error, job: kind, attempts }, 'a job could not be done and is put aside as a dead letter');
      const end = endsAt ? {} : ({ endsAt: new Date(now.getTime() + DEAD_LAST_MS), isKept: true } as const);
      return leaveJob({ _id, holder }, { status: 'dead', at: now, ...end });
    }
    log.warn({ error, job: kind, attempts }, 'a job failed and is tried again');
    await leaveJob({ _id, holder }, { status: 'waiting', at });
    this.wakeIn(pause);
  }
}

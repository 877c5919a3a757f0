import { setTimeout as passed } from 'node:timers/promises';
import type { AnyJob } from './job.ts';
import type { JobKind, Jobs, Scheduled } from './jobs.ts';
import { KindRunner, type KindParts, type Run } from './kind-runner.ts';
import { beatJobs, deleteWaitingJob, putJob, readDueKinds, readHeld, takeBack } from './store.ts';

/** A holder that says nothing for so long has lost the job. */
const LASTS_MS = 8_000;
const BEAT_MS = 1_500;
/** What other processes schedule, and what is due later, is found this much late at most. */
const LOOK_MS = 2_000;
/** What a job that is told to give up may take for it. */
const GIVE_UP_MS = 500;

/** Does what is scheduled, here or elsewhere, and gives back what a process that died was at. */
export class JobRunner implements Jobs {
  readonly #parts: KindParts;
  readonly #kinds: ReadonlyMap<string, KindRunner>;
  /** What others run: their last beat, and since when it is that. No two clocks are compared. */
  readonly #watched = new Map<string, { readonly beat: number; readonly since: number }>();
  readonly #timers: readonly NodeJS.Timeout[];
  #looking: Promise<void> | null = null;
  #beating: Promise<void> | null = null;

  constructor(jobs: readonly AnyJob[], parts: KindParts) {
    this.#parts = parts;
    this.#kinds = new Map(jobs.map((job) => [job.name, new KindRunner(job, parts)]));
    this.#timers = [setInterval(() => this.#look(), LOOK_MS), setInterval(() => this.#beat(), BEAT_MS)];
    this.#look();
  }

  async schedule<Input>({ name }: JobKind<Input>, { key, input, at, endsAt, about }: Scheduled<Input>): Promise<void> {
    const now = this.#parts.clock.now();
    const due = at ?? now;
    const more = { ...(endsAt && { endsAt }), ...(about !== undefined && { about }) };
    await putJob({
      _id: `${name}/${key}`,
      kind: name,
      status: 'waiting',
      input,
      at: due,
      attempts: 0,
      beat: 0,
      ...more,
    });
    const ms = due.getTime() - now.getTime();
    if (ms <= LOOK_MS) this.#kinds.get(name)?.wakeIn(ms);
  }

  async cancel({ name }: Pick<JobKind<unknown>, 'name'>, key: string): Promise<void> {
    await deleteWaitingJob(`${name}/${key}`);
  }

  async settled(mostMs: number): Promise<void> {
    const waiting = new AbortController();
    const late = passed(mostMs, undefined, { signal: waiting.signal }).catch(() => {});
    await Promise.race([late, this.#untilIdle()]);
    waiting.abort();
  }

  /** Finishes what was begun, so far as that takes no longer; the rest is given back. */
  async stop(mostMs: number): Promise<void> {
    await Promise.all([...this.#kinds.values()].map((kind) => kind.stopTaking()));
    await this.#ended(mostMs);
    for (const { aborter } of this.#runs) aborter.abort(new Error('the server ends'));
    // Whoever does not listen keeps the lease until it runs out: two must not be at it.
    await this.#ended(GIVE_UP_MS);
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all([this.#looking, this.#beating]);
  }

  get #runs(): readonly Run[] {
    return [...this.#kinds.values()].flatMap(({ runs }) => runs);
  }

  async #ended(mostMs: number): Promise<void> {
    const waiting = new AbortController();
    const late = passed(mostMs, undefined, { signal: waiting.signal }).catch(() => {});
    await Promise.race([late, Promise.all(this.#runs.map(({ ended }) => ended))]);
    waiting.abort();
  }

  /** One job may schedule another one of another kind, which wakes it. */
  async #untilIdle(): Promise<void> {
    const kinds = [...this.#kinds.values()];
    await this.#wakeDue();
    while (kinds.some(({ isBusy }) => isBusy)) await Promise.all(kinds.map((kind) => kind.idle()));
  }

  async #wakeDue(): Promise<void> {
    for (const name of await readDueKinds(this.#parts.clock.now())) this.#kinds.get(name)?.wake();
  }

  #look(): void {
    this.#looking ??= this.#lookOnce()
      .catch((error: unknown) => this.#parts.log.warn({ error }, 'jobs could not be looked for'))
      .finally(() => (this.#looking = null));
  }

  async #lookOnce(): Promise<void> {
    await this.#watchOthers();
    await this.#wakeDue();
  }

  async #watchOthers(): Promise<void> {
    const own = new Set(this.#runs.map(({ holder }) => holder));
    const held = (await readHeld()).filter(({ holder }) => !own.has(holder));
    const now = performance.now();
    for (const job of held) {
      const seen = this.#watched.get(job.holder);
      if (seen?.beat !== job.beat) this.#watched.set(job.holder, { beat: job.beat, since: now });
      else if (now - seen.since > LASTS_MS) await takeBack(job);
    }
    const holders = new Set(held.map(({ holder }) => holder));
    for (const holder of this.#watched.keys()) if (!holders.has(holder)) this.#watched.delete(holder);
  }

  #beat(): void {
    // The beat before may still be waiting for an answer.
    for (const { heldAt, aborter } of this.#runs)
      if (performance.now() - heldAt > LASTS_MS - 2 * BEAT_MS) aborter.abort(new Error('the lease was lost'));
    this.#beating ??= this.#beatOnce()
      // The store is away: it may be back in time.
      .catch(() => {})
      .finally(() => (this.#beating = null));
  }

  async #beatOnce(): Promise<void> {
    const runs = this.#runs;
    if (runs.length === 0) return;
    const at = performance.now();
    const held = await beatJobs(runs.map(({ record: { _id }, holder }) => ({ _id, holder })));
    for (const run of runs) {
      if (held.has(run.holder)) run.heldAt = at;
      else run.aborter.abort(new Error('the lease was lost'));
    }
  }
}

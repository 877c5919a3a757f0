import { setTimeout as passed } from 'node:timers/promises';
import { privacyError } from '@hearth/shared/privacy/errors';
import { commonError } from '@hearth/shared/kernel/errors';
import { Lane } from '../../platform/lane.ts';

/** How long a caller waits for an answer. Less than answers may take, so that it is told what goes on meanwhile. */
const WAIT_MS = 4_000;
/** What nobody waited for any more is kept for whoever comes back. */
const KEPT_MS = 120_000;
/** Beyond these, people are asked to come back: one takes seconds at most. */
const MOST_WAITING = 50;

/**
 * Work that is too heavy to be done for everybody at once: one job at a time in this process. Whoever asks for a job that
 * is waiting or running joins it, and its result is handed out once. What runs longer than a caller can wait goes on, and
 * they find it when they ask again.
 */
export class Exports<Value> {
  readonly #jobs = new Map<string, Promise<Value>>();
  readonly #closing = new AbortController();
  readonly #lane = new Lane();

  /** `work` stops when its signal is aborted. Throws `export-under-way` where it takes longer than `waitMs`. */
  async get(key: string, work: (signal: AbortSignal) => Promise<Value>, waitMs = WAIT_MS): Promise<Value> {
    const job = this.#jobs.get(key) ?? this.#begin(key, work);
    const answered = new AbortController();
    const late = passed(waitMs, null, { signal: answered.signal }).then(() => {
      throw privacyError('export-under-way');
    });
    late.catch(() => {});
    try {
      const value = await Promise.race([job, late]);
      this.#forget(key, job);
      return value;
    } finally {
      answered.abort();
    }
  }

  /** Stops what runs, and waits for it. */
  async close(): Promise<void> {
    this.#closing.abort(commonError('busy'));
    await this.#lane.settled();
  }

  #begin(key: string, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    if (this.#jobs.size >= MOST_WAITING) throw commonError('busy');
    const { signal } = this.#closing;
    const job = this.#lane.run(async () => {
      signal.throwIfAborted();
      return work(signal);
    });
    this.#jobs.set(key, job);
    const forget = () => this.#forget(key, job);
    void job.then(() => void setTimeout(forget, KEPT_MS).unref(), forget);
    return job;
  }

  #forget(key: string, job: Promise<Value>): void {
    if (this.#jobs.get(key) === job) this.#jobs.delete(key);
  }
}

import { commonError } from '@hearth/shared/kernel/errors';

/** Serves everything it is given; what fails, it answers itself. */
export type Serve<Job> = (jobs: readonly Job[]) => Promise<void>;

interface Waiting {
  readonly job: unknown;
  readonly serve: Serve<never>;
  /** Whether it may be served together with others. */
  readonly isBatchable: boolean;
}

/**
 * One after the other, per key. It keeps commands of one stream in this process from racing for the same number; the
 * store's unique index is what makes the order right. Batchable jobs that wait while another is served go together, in
 * their order, so that a crowd costs the store little more than one.
 */
export class CommandQueue {
  readonly #queues = new Map<string, Waiting[]>();
  readonly #most: number;

  /** At most `most` may wait per key; whoever comes then is refused as `busy` instead of being kept in memory. */
  constructor(most: number) {
    this.#most = most;
  }

  /** All jobs of one key are of one type. `serve` gets this one, and the batchable ones that wait behind it. */
  add<Job>(key: string, job: Job, serve: Serve<Job>, isBatchable: boolean): void {
    const queue = this.#queues.get(key);
    if (queue && queue.length >= this.#most) throw commonError('busy');
    const waiting: Waiting = { job, serve, isBatchable };
    if (queue) {
      queue.push(waiting);
      return;
    }
    const opened = [waiting];
    this.#queues.set(key, opened);
    void this.#serve(key, opened);
  }

  async #serve(key: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.slice(0, batchSize(queue));
      // All jobs of one key are of the type that its `serve` takes; see `add`.
      const serve = batch[0]?.serve as Serve<unknown>;
      await serve(batch.map(({ job }) => job));
      // Those being served still count as waiting, so that no more than `most` are ever kept.
      queue.splice(0, batch.length);
    }
    this.#queues.delete(key);
  }
}

/** So many are served at once. */
const MOST_TOGETHER = 64;

function batchSize(queue: readonly Waiting[]): number {
  const single = queue.findIndex(({ isBatchable }) => !isBatchable);
  if (single === 0) return 1;
  return Math.min(single < 0 ? queue.length : single, MOST_TOGETHER);
}

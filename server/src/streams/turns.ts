import { AppError } from '@hearth/shared/kernel/errors';

/** Serves everything it is given; what fails, it answers itself. */
export type Serve<Job> = (jobs: readonly Job[]) => Promise<void>;

interface Waiting {
  readonly job: unknown;
  readonly serve: Serve<never>;
  /** Served by itself: it reads what the others in its company would still be writing. */
  readonly isAlone: boolean;
}

/**
 * One after the other, per key. It keeps commands of one stream in this process from racing for the same number; the
 * store's unique index is what makes the order right. What waits while another is served goes together, in its order,
 * so that a crowd costs the store little more than one.
 */
export class Turns {
  readonly #lines = new Map<string, Waiting[]>();
  readonly #most: number;

  /** At most `most` may wait per key; whoever comes then is refused as `busy` instead of being kept in memory. */
  constructor(most: number) {
    this.#most = most;
  }

  /** All jobs of one key are of one type. `serve` gets this one, and whoever waits behind it in company. */
  take<Job>(key: string, job: Job, serve: Serve<Job>, isAlone: boolean): void {
    const line = this.#lines.get(key);
    if (line && line.length >= this.#most) throw new AppError('busy');
    const waiting: Waiting = { job, serve, isAlone };
    if (line) {
      line.push(waiting);
      return;
    }
    const opened = [waiting];
    this.#lines.set(key, opened);
    void this.#serve(key, opened);
  }

  async #serve(key: string, line: Waiting[]): Promise<void> {
    while (line.length > 0) {
      const company = line.slice(0, companyOf(line));
      const serve = company[0]?.serve as Serve<unknown>;
      await serve(company.map(({ job }) => job));
      // Those being served still count as waiting, so that no more than `most` are ever kept.
      line.splice(0, company.length);
    }
    this.#lines.delete(key);
  }
}

/** So many are served at once. */
const MOST_TOGETHER = 64;

function companyOf(line: readonly Waiting[]): number {
  const alone = line.findIndex(({ isAlone }) => isAlone);
  if (alone === 0) return 1;
  return Math.min(alone < 0 ? line.length : alone, MOST_TOGETHER);
}

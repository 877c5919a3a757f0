import type { Services } from '../services.ts';
import type { JobKind } from './jobs.ts';

interface Run {
  /** Aborted when the lease was lost, or the server ends and waits no longer: somebody else will do it. */
  readonly signal: AbortSignal;
  /** Where it fails once more, it is put aside. */
  readonly isLast: boolean;
}

export interface Job<Input> extends JobKind<Input> {
  /** How often it is tried before it is put aside as a dead letter, each time after a longer pause; about 14 hours in all. */
  readonly attempts: number;
  /** How many of its kind a server does side by side. One kind never waits for another. */
  readonly atOnce: number;
  /** One of each whose jobs they are (`about`) in turn, where others are done in the order in which they are due. */
  readonly inTurns?: true;
  /** Done once it resolves. A crash may have it done again, so a second time must not matter. */
  run(services: Services, input: Input, run: Run): Promise<void>;
}

/** A job as the runner sees it. */
export type AnyJob = Job<unknown>;

/** Gives up what a job's input is: the runner gives it only what its schema has read. */
export function anyJob<Input>(job: Job<Input>): AnyJob {
  return job;
}

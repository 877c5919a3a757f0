import type { z } from 'zod';

/** What a job is scheduled by: its kind's name, and the schema of what it is given. */
export interface JobKind<Input> {
  /** Stored with each job, so that it stays as it is. */
  readonly name: string;
  readonly input: z.ZodType<Input>;
}

export interface Scheduled<Input> {
  /** Within its kind: the same key is the same job, also for a day after it is done, or until `endsAt`. */
  readonly key: string;
  /** Ids rather than words and addresses, and no secrets: what is read or made when it runs need not be kept until then. */
  readonly input: Input;
  /** Not before; now unless told otherwise. */
  readonly at?: Date;
  /** After this there is no point in doing it any more, and nothing of it is kept. */
  readonly endsAt?: Date;
  /** Whose it is, a person's id or an address: goes when they are erased. */
  readonly about?: string;
}

/** What is to be done at a certain time, by whichever server gets to it. */
export interface Jobs {
  /** Once this resolves it will be done, whatever becomes of this process. */
  schedule<Input>(kind: JobKind<Input>, job: Scheduled<Input>): Promise<void>;
  /** Takes it back, unless somebody is at it. */
  cancel(kind: Pick<JobKind<unknown>, 'name'>, key: string): Promise<void>;
  /** Resolves when this server finds nothing to do any more, or after so many milliseconds. */
  settled(mostMs: number): Promise<void>;
}

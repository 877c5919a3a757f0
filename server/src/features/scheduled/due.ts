import { z } from 'zod';
import type { JobKind } from '../../jobs/jobs.ts';
import type { Due } from '../../jobs/written.ts';
import type { ScheduledRecord } from './store.ts';

export const appearing = z.object({ id: z.string(), at: z.iso.datetime() });
export type Appearing = z.infer<typeof appearing>;

/** What lets a post appear; `appearing.ts` says how. */
export const appearKind: JobKind<Appearing> = { name: 'scheduled.appear', input: appearing };

/** The job of a post as it is; null where it does not wait. */
export function dueOf({ _id: id, at, state, rev, personId }: ScheduledRecord): Due<Appearing> | null {
  if (state !== 'waiting') return null;
  const input = { id, at: at.toISOString() };
  return { key: `${id}/${input.at}/${rev}`, at, input, about: personId };
}

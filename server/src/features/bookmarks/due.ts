import { z } from 'zod';
import type { JobKind } from '../../jobs/jobs.ts';
import type { Due } from '../../jobs/written.ts';
import type { BookmarkRecord } from './store.ts';

export const reminding = z.object({ personId: z.string(), threadId: z.string(), no: z.int(), at: z.iso.datetime() });
export type Reminding = z.infer<typeof reminding>;

/** What reminds somebody; `reminding.ts` says how. */
export const remindKind: JobKind<Reminding> = { name: 'bookmark.remind', input: reminding };

/** The job of a bookmark as it is; null where nobody is to be reminded, or has been. */
export function dueOf(record: BookmarkRecord): Due<Reminding> | null {
  const { _id, personId, threadId, no, remindAt, isDue, endsAt, rev } = record;
  if (remindAt === null || isDue || endsAt !== null) return null;
  const input = { personId, threadId, no, at: remindAt.toISOString() };
  return { key: `${_id}/${input.at}/${rev}`, at: remindAt, input, about: personId };
}

import { bookmarkError } from '@hearth/shared/bookmarks/errors';
import { bookmarkLimits } from '@hearth/shared/bookmarks/limits';
import { OWN_BOOKMARK } from '@hearth/shared/bookmarks/own';
import { commonError } from '@hearth/shared/kernel/errors';
import { writeWithJob } from '../../jobs/written.ts';
import type { Services } from '../../services.ts';
import { tellOwn } from '../accounts/access.ts';
import { dueOf, remindKind } from './due.ts';
import { countBookmarks, findBookmark, putBookmark, type BookmarkRecord } from './store.ts';

/** So often another try where several pages change it at once. */
const TRIES = 5;

export interface Which {
  readonly personId: string;
  readonly threadId: string;
  readonly no: number;
}

export type Change = Partial<Omit<BookmarkRecord, '_id' | 'rev' | keyof Which>>;

export function bookmarkId({ personId, threadId, no }: Which): string {
  return `${personId}/${threadId}/${no}`;
}

/**
 * Makes a bookmark into what `decide` says of it as it stands now; null leaves it as it is. Gives it as it stands
 * then. Whoever is to be reminded has a job for it; the person's other pages are told.
 */
export async function changeBookmark(
  services: Pick<Services, 'clock' | 'use' | 'jobs'>,
  which: Which,
  decide: (before: BookmarkRecord | null) => Change | null,
): Promise<BookmarkRecord | null> {
  const { personId, threadId, no } = which;
  for (let tries = 1; tries <= TRIES; tries++) {
    const before = await findBookmark(bookmarkId(which));
    const next = decide(before);
    if (!next) return before;
    const after = { ...(before ?? blank(which, services.clock.now())), ...next, rev: (before?.rev ?? 0) + 1 };
    const isNew = after.endsAt === null && (!before || before.endsAt !== null);
    if (isNew) await requireRoom(personId);
    // The job that reminds them does not take itself back.
    const due = { before: before && !after.isDue ? dueOf(before) : null, after: dueOf(after) };
    if (!(await writeWithJob(services, remindKind, due, () => putBookmark(after)))) continue;
    tellOwn(services, personId, OWN_BOOKMARK, `${threadId}/${no}`, after.endsAt === null);
    return after;
  }
  throw commonError('busy');
}

function blank(which: Which, at: Date): Omit<BookmarkRecord, 'rev'> {
  return { _id: bookmarkId(which), ...which, note: '', remindAt: null, zone: '', isDue: false, at, endsAt: null };
}

async function requireRoom(personId: string): Promise<void> {
  const most = bookmarkLimits.each;
  if ((await countBookmarks(personId)) >= most) throw bookmarkError('too-many-bookmarks', { params: { most } });
}

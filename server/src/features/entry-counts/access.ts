import type { EntryCounts } from '@hearth/shared/entry-counts/entity';
import type { EntryRow } from '@hearth/shared/library/entity';
import { findCounts } from './store.ts';
import { countsIn } from './stream.ts';

/** What other features may use of this one. */
export { newestCountsAt, readAllCounts, readCountsSince, type CountsRecord, type DatedCounts } from './store.ts';
export { entryCounts, type CountsData } from './stream.ts';
export { WHOLE } from './thanks.ts';
export { noteDownload } from './visits.ts';

/** What others make of an entry, and by which event of its counts. The caller has found that it may be read. */
export async function countsOf(entryId: string): Promise<{ readonly said: EntryCounts; readonly rev: number } | null> {
  const found = await findCounts(entryId);
  return found && { said: countsIn(found), rev: found.seq };
}

/** Published entries of a list with what others make of them, in one look-up. The caller has found that they may be read. */
export async function withCounts(rows: readonly EntryRow[]): Promise<EntryRow[]> {
  return Promise.all(
    rows.map(async (row) => {
      const found = row.state === 'published' ? await findCounts(row.id) : null;
      return found ? { ...row, counts: countsIn(found) } : row;
    }),
  );
}

import type { EntryRow } from '@hearth/shared/library/entity';
import { findCounts } from './store.ts';
import { countsIn } from './stream.ts';

/** What other features may use of this one. */
export type { CountsRecord } from './store.ts';
export { entryCounts, type CountsData } from './stream.ts';
export { WHOLE } from './thanks.ts';
export { noteDownload } from './visits.ts';

/** Published entries of a list with what others make of them, in one look-up. The caller has found that they may be read. */
export async function withCounts(rows: readonly EntryRow[]): Promise<EntryRow[]> {
  return Promise.all(
    rows.map(async (row) => {
      const found = row.state === 'published' ? await findCounts(row.id) : null;
      return found ? { ...row, counts: countsIn(found) } : row;
    }),
  );
}

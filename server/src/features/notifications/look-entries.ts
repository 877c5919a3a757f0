import type { BellEntry } from '@hearth/shared/notifications/entity';
import { newsOfEntry, type EntryNews } from '../library/access.ts';
import type { NotificationRecord } from './store.ts';

/** What is told of an entry of the library, with the entry as it is now. */
export interface ShownEntry {
  readonly record: NotificationRecord;
  readonly news: EntryNews;
}

/** Nothing of what its owner has sent again since. */
export async function lookAtEntries(records: readonly NotificationRecord[]): Promise<ShownEntry[]> {
  const news = await Promise.all(records.map(({ personId, threadId }) => newsOfEntry(personId, threadId)));
  return records.flatMap((record, place) => {
    const its = news[place];
    return its ? [{ record, news: its }] : [];
  });
}

/** The latest first. */
export function presentEntries(all: readonly ShownEntry[]): BellEntry[] {
  return all
    .toSorted((a, b) => b.record.at.getTime() - a.record.at.getTime())
    .map(({ record, news }) => ({ ...news, isNew: !record.isRead, at: record.at.toISOString() }));
}

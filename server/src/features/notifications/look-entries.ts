import type { BellEntry } from '@hearth/shared/notifications/entity';
import { newsOfEntry } from '../library/access.ts';
import { hasBrokenLink } from '../link-health/access.ts';
import type { NotificationRecord } from './store.ts';

/** What is told of an entry of the library, with the entry as it is now. */
export interface ShownEntry {
  readonly record: NotificationRecord;
  readonly news: Pick<BellEntry, 'id' | 'title' | 'state' | 'reason' | 'news'>;
}

/** Nothing of what its owner has sent again since, and of several links of one entry no more than of one. */
export async function lookAtEntries(records: readonly NotificationRecord[]): Promise<ShownEntry[]> {
  const latest = records.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const each = [...Map.groupBy(latest, ({ about, threadId }) => `${about} ${threadId}`).values()];
  const shown = await Promise.all(
    each.map(async ([record]) => {
      const news = record && (await newsOf(record));
      return news ? [{ record, news }] : [];
    }),
  );
  return shown.flat();
}

async function newsOf({ personId, threadId, about }: NotificationRecord): Promise<ShownEntry['news'] | null> {
  const news = await newsOfEntry(personId, threadId);
  if (about === 'entry' || !news) return news;
  // Once it opens again there is nothing to be told of it.
  if (news.state !== 'published' || !(await hasBrokenLink(threadId))) return null;
  return { ...news, reason: '', news: 'link' };
}

/** The latest first. */
export function presentEntries(all: readonly ShownEntry[]): BellEntry[] {
  return all
    .toSorted((a, b) => b.record.at.getTime() - a.record.at.getTime())
    .map(({ record, news }) => ({ ...news, isNew: !record.isRead, at: record.at.toISOString() }));
}

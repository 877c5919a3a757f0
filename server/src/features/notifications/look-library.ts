import type { EntryRow } from '@hearth/shared/library/entity';
import type { BellOfLibrary } from '@hearth/shared/notifications/entity';
import { bellLimits } from '@hearth/shared/notifications/limits';
import type { Reader } from '../../request/context.ts';
import { cameToCollection } from '../collections/access.ts';
import { publishedAbout, versionFor } from '../library/access.ts';
import { findTag, presentTag } from '../tags/access.ts';
import { spanOf } from './days.ts';
import type { LibraryAbout, NotificationRecord } from './store.ts';

/** News of what somebody follows in the library, as it is now. */
export interface ShownOfLibrary {
  readonly record: NotificationRecord;
  readonly news: News;
}

type Without<One> = One extends unknown ? Omit<One, 'isNew' | 'at'> : never;
type News = Without<BellOfLibrary>;

type OfLibrary = NotificationRecord & { readonly about: LibraryAbout };

export function isOfLibrary(record: NotificationRecord): record is OfLibrary {
  return record.about === 'renewed' || record.about === 'collection' || record.about === 'topic';
}

/** Nothing of what the reader may not read at this moment: of what is left of a day the rest is told. */
export async function lookAtLibrary(reader: Reader, records: readonly OfLibrary[]): Promise<ShownOfLibrary[]> {
  const found = await Promise.all(records.map(async (record) => ({ record, news: await newsIn(reader, record) })));
  return found.flatMap(({ record, news }) => (news ? [{ record, news }] : []));
}

/** Of what came in a day only what came after the time that `rev` names. */
export async function newsIn(
  reader: Reader,
  { about, threadId: of, no, rev = 0 }: Pick<OfLibrary, 'about' | 'threadId' | 'no' | 'rev'>,
): Promise<News | null> {
  const id = `${about}/${of}/${no}`;
  const { from, to } = spanOf(no);
  const span = { from: new Date(Math.max(from.getTime(), rev)), to };
  switch (about) {
    case 'renewed': {
      const found = await versionFor(reader, of, rev);
      if (!found) return null;
      return { kind: about, id, entry: named(found.entry), version: found.no, what: found.what };
    }
    case 'collection': {
      const came = await cameToCollection(reader, of, span);
      if (!came || came.entries.length === 0) return null;
      return { kind: about, id, collection: named(came), ...several(came.entries) };
    }
    case 'topic': {
      const [topic, entries] = await Promise.all([findTag(reader.services, of), publishedAbout(reader, of, span)]);
      if (!topic || entries.length === 0) return null;
      const { id: topicId, name } = presentTag(topic);
      return { kind: about, id, topic: { id: topicId, name }, ...several(entries) };
    }
  }
}

function named<Id>({ id, title }: { readonly id: Id; readonly title: string }): { id: Id; title: string } {
  return { id, title };
}

function several(entries: readonly EntryRow[]) {
  return { count: entries.length, entries: entries.slice(0, bellLimits.titles).map((one) => named(one)) };
}

/** The latest first. */
export function presentLibrary(all: readonly ShownOfLibrary[]): BellOfLibrary[] {
  return all
    .toSorted((a, b) => b.record.at.getTime() - a.record.at.getTime())
    .map(({ record, news }) => ({ ...news, isNew: !record.isRead, at: record.at.toISOString() }));
}

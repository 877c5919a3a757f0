import { collectionId, type CollectionId } from '@hearth/shared/collections/entity';
import type { EntryRow } from '@hearth/shared/library/entity';
import { shelvedEntries } from '../library/access.ts';
import { readableCollection } from './reading.ts';

type Reader = Parameters<typeof readableCollection>[0];

/** What other features may use of this one. */

/** What a collection is called for a reader; null where there is none for them. */
export async function titleOfCollection(
  reader: Parameters<typeof readableCollection>[0],
  id: string,
): Promise<string | null> {
  return (await readableCollection(reader, id))?.title ?? null;
}

interface Came {
  readonly id: CollectionId;
  readonly title: string;
  /** Of those that came, the ones the reader may read, in the order of the collection. */
  readonly entries: readonly EntryRow[];
}

/** What came to a collection between two times, for a reader; null where there is no such collection for them. */
export async function cameToCollection(
  reader: Reader,
  id: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<Came | null> {
  const found = await readableCollection(reader, id);
  if (found?.state !== 'published') return null;
  const came = found.rows.flatMap((row) =>
    row.kind === 'entry' && row.at && row.at >= from && row.at < to ? [row.entryId] : [],
  );
  const entries = await shelvedEntries(reader, came);
  return {
    id: collectionId.parse(id),
    title: found.title,
    entries: came.flatMap((one) => entries.get(one) ?? []),
  };
}

/** A collection that is published, for a reader; null where there is none for them. */
export async function collectionNamed(reader: Reader, id: string): Promise<Pick<Came, 'id' | 'title'> | null> {
  const found = await readableCollection(reader, id);
  return found?.state === 'published' ? { id: collectionId.parse(id), title: found.title } : null;
}

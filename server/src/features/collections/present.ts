import {
  collectionId,
  type Collection,
  type CollectionCard,
  type CollectionRow,
} from '@hearth/shared/collections/entity';
import type { EntryRow } from '@hearth/shared/library/entity';
import { excerptOf } from '../threads/access.ts';
import type { CollectionRecord } from './store.ts';

export function entryIdsOf({ rows }: Pick<CollectionRecord, 'rows'>): string[] {
  return rows.flatMap((row) => (row.kind === 'entry' ? [row.entryId] : []));
}

function headOf({ _id, title, by, state, at }: CollectionRecord) {
  return { id: collectionId.parse(_id), title, by, state, at: at.toISOString() };
}

/** `first`: of those that the reader sees. */
export function presentCard(record: CollectionRecord, entries: number, first: EntryRow | undefined): CollectionCard {
  const cover = first ? { picture: first.cover, kind: first.kind } : null;
  return { ...headOf(record), excerpt: excerptOf(record.intro.html), entries, cover };
}

/** A heading over nothing that the reader sees would say that there is something: it is only for curators. */
export function presentRows(
  { rows }: CollectionRecord,
  entries: ReadonlyMap<string, EntryRow>,
  isCurator: boolean,
): CollectionRow[] {
  const seen = rows.flatMap((row): CollectionRow[] => {
    if (row.kind === 'heading') return [row];
    const found = entries.get(row.entryId);
    return found ? [{ kind: 'entry', entry: found, note: row.note }] : [];
  });
  return isCurator ? seen : seen.filter((row, n) => row.kind === 'entry' || seen[n + 1]?.kind === 'entry');
}

export function presentCollection(
  record: CollectionRecord,
  rows: CollectionRow[],
  kept: Collection['kept'],
): Collection {
  const { intro, audience, seq } = record;
  return { ...headOf(record), intro: intro.html, audience, rows, rev: seq, kept };
}

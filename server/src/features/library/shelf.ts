import { isStaff, type Actor } from '@hearth/shared/kernel/access';
import type { EntryRow } from '@hearth/shared/library/entity';
import { viewOf, type Owned } from '@hearth/shared/library/policy';
import { isShown } from '@hearth/shared/library/state';
import type { Reader } from '../../request/context.ts';
import { presentRow } from './present.ts';
import { findEntry, readStandings, type EntryRecord } from './store.ts';

/** For features that name entries in an order of their own: what somebody may see of these, as a list has it. */

type Looked = Pick<Reader, 'actor'>;

/**
 * By id, those of these that somebody may read: published and archived ones; with `all`, for curators also those that are
 * not shown, but for what was removed.
 */
export async function shelvedEntries(
  { actor }: Looked,
  ids: readonly string[],
  { all = false } = {},
): Promise<ReadonlyMap<string, EntryRow>> {
  const found = await Promise.all([...new Set(ids)].map(findEntry));
  const seen = found.filter((one) => one !== null).filter((one) => isSeen(actor, one, all));
  return new Map(seen.map((one) => [one._id, presentRow(one, one.publishedAt ?? one.at)]));
}

/** The same, where it is only asked which. */
export async function shelvedAmong(
  { actor }: Looked,
  ids: readonly string[],
  { all = false } = {},
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const found = await readStandings([...new Set(ids)]);
  return new Set(found.filter((one) => isSeen(actor, one, all)).map(({ _id }) => _id));
}

/** Those of these that are archived, whoever may read them. */
export async function archivedAmong(ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  return (await readStandings([...new Set(ids)])).flatMap(({ _id, state }) => (state === 'archived' ? [_id] : []));
}

type Standing = Omit<Owned, 'wasShown'> & Pick<EntryRecord, 'publishedAt'>;

function isSeen(actor: Actor, entry: Standing, all: boolean): boolean {
  if (all && isStaff(actor)) return entry.state !== 'removed';
  return isShown(entry.state) && viewOf(actor, { ...entry, wasShown: entry.publishedAt !== null }) === 'whole';
}

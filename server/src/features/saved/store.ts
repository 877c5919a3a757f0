import { savedLimits } from '@hearth/shared/saved/limits';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import {
  ListModel,
  ListReportModel,
  SavedModel,
  type ListRecord,
  type ListReportRecord,
  type SavedRecord,
} from './model.ts';

export type { ListRecord, ListReportRecord, SavedRecord, ShareRecord } from './model.ts';

/** All that somebody has kept, or what stands in a list. */
interface Of {
  readonly personId: string;
  readonly listId?: string | undefined;
}

interface Which {
  readonly personId: string;
  readonly entryId: string;
}

const idOf = ({ personId, entryId }: Which) => `${personId}/${entryId}`;

/** Also one that was taken out. */
export async function findSaved(which: Which): Promise<SavedRecord | null> {
  return SavedModel.findById(idOf(which)).lean<SavedRecord>();
}

/** Whatever is not given stays; one that was taken out is there again, at its place. */
export async function putSaved(which: Which, { note, at }: { note?: string | undefined; at: Date }): Promise<void> {
  const first = { ...which, at, ...(note === undefined && { note: '' }) };
  const set = { endsAt: null, ...(note !== undefined && { note }) };
  const write = { $setOnInsert: first, $set: set };
  await retryOnDuplicate(() => SavedModel.updateOne({ _id: idOf(which) }, write, { upsert: true }));
}

/** Only ever moves forward. */
export async function putSeen(which: Which, seen: number): Promise<void> {
  await SavedModel.updateOne({ _id: idOf(which) }, { $max: { seen } });
}

export async function endSaved(which: Which, endsAt: Date): Promise<void> {
  await SavedModel.updateOne({ _id: idOf(which), endsAt: null }, { $set: { endsAt } });
}

/** Puts it into some lists and takes it out of others, once each, however often the same is tried. */
export async function placeSaved(which: Which, into: readonly string[], out: readonly string[]): Promise<void> {
  const _id = idOf(which);
  if (into.length > 0) await SavedModel.updateOne({ _id }, { $addToSet: { lists: { $each: [...into] } } });
  if (out.length > 0) await SavedModel.updateOne({ _id }, { $pullAll: { lists: [...out] } });
}

/** The latest first; with a list, those in it. */
export async function readSaved(
  { personId, listId }: Of,
  after: { readonly at: Date; readonly id: string } | null,
  most: number,
): Promise<SavedRecord[]> {
  const wanted = {
    ...{ personId, endsAt: null, ...(listId !== undefined && { lists: listId }) },
    ...(after && { at: { $lte: after.at }, $or: [{ at: { $lt: after.at } }, { entryId: { $gt: after.id } }] }),
  };
  return SavedModel.find(wanted).sort({ at: -1, entryId: 1 }).limit(most).lean<SavedRecord[]>();
}

export async function countSaved({ personId, listId }: Of): Promise<number> {
  return SavedModel.countDocuments({ personId, endsAt: null, ...(listId !== undefined && { lists: listId }) });
}

/** In which lists each of somebody’s entries stands. */
export async function readPlaces(personId: string): Promise<(readonly string[])[]> {
  const found = await SavedModel.find({ personId, endsAt: null }, { lists: 1 }).lean<Pick<SavedRecord, 'lists'>[]>();
  return found.map(({ lists = [] }) => lists);
}

/** Also one that was deleted a moment ago. */
export async function findList(_id: string): Promise<ListRecord | null> {
  return ListModel.findById(_id).lean<ListRecord>();
}

/** Somebody’s own, also those that were deleted a moment ago. */
export async function readLists(personId: string): Promise<ListRecord[]> {
  return ListModel.find({ personId }).lean<ListRecord[]>();
}

/** Once, however often the same is tried. */
export async function putList({ _id, ...fields }: ListRecord): Promise<void> {
  await retryOnDuplicate(() => ListModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
}

/** False where somebody has no such list. */
export async function renameList(list: Pick<ListRecord, '_id' | 'personId'>, name: string): Promise<boolean> {
  return (await ListModel.updateOne({ ...list, endsAt: null }, { $set: { name } })).matchedCount === 1;
}

export async function endList(list: Pick<ListRecord, '_id' | 'personId'>, endsAt: Date): Promise<void> {
  await ListModel.updateOne({ ...list, endsAt: null }, { $set: { endsAt } });
}

/** Of somebody’s; they are gone for good. */
export async function deleteLists(personId: string, ids: readonly string[]): Promise<void> {
  await ListModel.deleteMany({ _id: { $in: [...ids] }, personId });
}

/** False where it is gone for good. */
export async function restoreList(list: Pick<ListRecord, '_id' | 'personId'>): Promise<boolean> {
  return (await ListModel.updateOne(list, { $set: { endsAt: null } })).matchedCount === 1;
}

type Shared = Required<Pick<ListRecord, 'share' | 'sharedBy'>>;

/** False where it was shared otherwise by now, stopped or deleted since it was read. */
export async function putShare({ _id, personId, share = null }: ListRecord, next: Shared): Promise<boolean> {
  const asRead = share ? { 'share.nonce': share.nonce } : { share: null };
  const wanted = { _id, personId, ...asRead, stopped: null, endsAt: null };
  return (await ListModel.updateOne(wanted, { $set: next })).matchedCount === 1;
}

export async function endShare(list: Pick<ListRecord, '_id' | 'personId'>): Promise<void> {
  await ListModel.updateOne(list, { $set: { share: null } });
}

/** What others share with these, the latest first; without some. */
export async function readSharedWith(
  { personId, groups }: { readonly personId: string; readonly groups: readonly string[] },
  most: number,
  but: readonly string[],
): Promise<ListRecord[]> {
  if (groups.length === 0) return [];
  const others = { personId: { $ne: personId }, ...(but.length > 0 && { _id: { $nin: [...but] } }) };
  const wanted = { 'share.groupId': { $in: [...groups] }, endsAt: null, ...others };
  return ListModel.find(wanted).sort({ 'share.at': -1 }).limit(most).lean<ListRecord[]>();
}

type Settled = Required<Pick<ListRecord, 'settledBy' | 'settledAt' | 'stopped'>>;

/** What was stopped stays so. */
export async function settleList(_id: string, { stopped, ...settled }: Settled): Promise<void> {
  await ListModel.updateOne({ _id }, { $set: { ...settled, ...(stopped && { stopped, share: null }) } });
}

/** What somebody has reported of a list already is said anew. False where they have not. */
export async function sayAgain({ listId, by, words }: ListReportRecord): Promise<boolean> {
  return (await ListReportModel.updateOne({ listId, by }, { $set: { words } })).matchedCount === 1;
}

/** Once, however often the same is tried. */
export async function putReport({ _id, ...fields }: ListReportRecord): Promise<void> {
  await retryOnDuplicate(() => ListReportModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
}

export async function countReports(listId: string): Promise<number> {
  return ListReportModel.countDocuments({ listId });
}

/** Reports that are looked through at once. */
const SOME = 200;

/** The lists that were reported, that of the longest waiting report first. */
export async function* reportedLists(): AsyncGenerator<string> {
  const seen = new Set<string>();
  let after: object = {};
  for (let some = SOME; some === SOME;) {
    const found = await ListReportModel.find(after, { listId: 1, at: 1 })
      .sort({ at: 1, _id: 1 })
      .limit(SOME)
      .lean<Pick<ListReportRecord, '_id' | 'listId' | 'at'>[]>();
    for (const { listId } of found) {
      if (!seen.has(listId)) yield listId;
      seen.add(listId);
    }
    const last = found.at(-1);
    // The first condition bounds the index.
    if (last) after = { at: { $gte: last.at }, $or: [{ at: { $gt: last.at } }, { _id: { $gt: last._id } }] };
    some = found.length;
  }
}

/** The longest waiting first. */
export async function readReports(listId: string): Promise<ListReportRecord[]> {
  return ListReportModel.find({ listId }).sort({ at: 1, _id: 1 }).limit(savedLimits.open).lean<ListReportRecord[]>();
}

export async function readReportsBy(by: string): Promise<ListReportRecord[]> {
  return ListReportModel.find({ by }).lean<ListReportRecord[]>();
}

/** All of them, or those that there were until then. */
export async function deleteReportsOf(listIds: readonly string[], until?: Date): Promise<number> {
  const wanted = { listId: { $in: [...listIds] }, ...(until && { at: { $lte: until } }) };
  return (await ListReportModel.deleteMany(wanted)).deletedCount;
}

/** What it says stays, as of other reports, unless it is to go. */
export async function forgetReporter(by: string, words: 'keep' | 'remove'): Promise<number> {
  const without = { by: null, ...(words === 'remove' && { words: '' }) };
  return (await ListReportModel.updateMany({ by }, { $set: without })).modifiedCount;
}

/** True when there were any. */
export async function deleteSaved(personId: string): Promise<boolean> {
  const [entries, lists] = await Promise.all([SavedModel.deleteMany({ personId }), ListModel.deleteMany({ personId })]);
  return entries.deletedCount + lists.deletedCount > 0;
}

import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { ListModel, SavedModel, type ListRecord, type SavedRecord } from './model.ts';

export type { ListRecord, SavedRecord } from './model.ts';

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

/** False where it is gone for good. */
export async function restoreList(list: Pick<ListRecord, '_id' | 'personId'>): Promise<boolean> {
  return (await ListModel.updateOne(list, { $set: { endsAt: null } })).matchedCount === 1;
}

/** True when there were any. */
export async function deleteSaved(personId: string): Promise<boolean> {
  const [entries, lists] = await Promise.all([SavedModel.deleteMany({ personId }), ListModel.deleteMany({ personId })]);
  return entries.deletedCount + lists.deletedCount > 0;
}

import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { SavedModel, type SavedRecord } from './model.ts';

export type { SavedRecord } from './model.ts';

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

/** The latest first. */
export async function readSaved(
  personId: string,
  after: { readonly at: Date; readonly id: string } | null,
  most: number,
): Promise<SavedRecord[]> {
  const wanted = {
    ...{ personId, endsAt: null },
    ...(after && { at: { $lte: after.at }, $or: [{ at: { $lt: after.at } }, { entryId: { $gt: after.id } }] }),
  };
  return SavedModel.find(wanted).sort({ at: -1, entryId: 1 }).limit(most).lean<SavedRecord[]>();
}

export async function countSaved(personId: string): Promise<number> {
  return SavedModel.countDocuments({ personId, endsAt: null });
}

/** True when there were any. */
export async function deleteSaved(personId: string): Promise<boolean> {
  return (await SavedModel.deleteMany({ personId })).deletedCount > 0;
}

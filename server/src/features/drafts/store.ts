import { batchById } from '../../platform/batch.ts';
import { isDuplicate } from '../../platform/retry-on-duplicate.ts';
import { DraftModel, type DraftRecord } from './model.ts';

export type { DraftRecord } from './model.ts';

export function draftId(personId: string, place: string): string {
  return `${personId}/${place}`;
}

/** Also one that was sent or discarded. */
export const findDraft: (id: string) => Promise<DraftRecord | null> = batchById((ids) =>
  DraftModel.find({ _id: { $in: [...ids] } }).lean<DraftRecord[]>(),
);

/** In the place of the version that was read before; false where somebody else was quicker. */
export async function putDraft({ _id, ...fields }: DraftRecord, before: DraftRecord | null): Promise<boolean> {
  if (before)
    return (await DraftModel.updateOne({ _id, version: before.version }, { $set: fields })).matchedCount === 1;
  try {
    return (await DraftModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true })).upsertedCount === 1;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return false;
  }
}

/** The latest first. */
export async function readDrafts(personId: string): Promise<DraftRecord[]> {
  return DraftModel.find({ personId, state: 'kept' }).sort({ at: -1 }).lean<DraftRecord[]>();
}

export async function countDrafts(personId: string): Promise<number> {
  return DraftModel.countDocuments({ personId, state: 'kept' });
}

/** Of what was discarded and can be brought back the latest stay. */
export async function forgetDiscarded(personId: string, most: number): Promise<void> {
  const older = await DraftModel.find({ personId, state: 'discarded' }, { _id: 1 })
    .sort({ at: -1 })
    .skip(most)
    .lean<Pick<DraftRecord, '_id'>[]>();
  if (older.length > 0) await DraftModel.deleteMany({ _id: { $in: older.map(({ _id }) => _id) }, state: 'discarded' });
}

/** What somebody was about to make of a post. */
export async function forgetEdits(personId: string, threadId: string, no: number): Promise<void> {
  const place = `edit:${threadId}:${no}:`;
  const own = await DraftModel.find({ personId }, { place: 1 }).lean<Pick<DraftRecord, '_id' | 'place'>[]>();
  const edits = own.filter((draft) => draft.place.startsWith(place)).map(({ _id }) => _id);
  if (edits.length > 0) await DraftModel.deleteMany({ _id: { $in: edits } });
}

/** True when there were any. */
export async function deleteDrafts(personId: string): Promise<boolean> {
  return (await DraftModel.deleteMany({ personId })).deletedCount > 0;
}

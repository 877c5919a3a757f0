import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { PhotoModel, TellingModel, type PhotoRecord, type TellingRecord } from './model.ts';

export type { PhotoRecord, TellingRecord } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export async function findTelling(id: string): Promise<TellingRecord | null> {
  return TellingModel.findById(id).lean<TellingRecord>();
}

/** Only ever moves forward. */
export async function advanceTelling({ _id, ...fields }: TellingRecord): Promise<void> {
  await retryOnDuplicate(() => TellingModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true }));
  await TellingModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, relaxed);
}

export async function findPhoto(personId: string): Promise<PhotoRecord | null> {
  return PhotoModel.findById(personId).lean<PhotoRecord>();
}

/** Of those who have one. */
export async function readPhotos(people: readonly string[]): Promise<PhotoRecord[]> {
  return PhotoModel.find({ _id: { $in: [...people] }, fileId: { $ne: null } }).lean<PhotoRecord[]>();
}

/** Each unless a newer one is there. */
export async function putPhoto({ _id, ...fields }: PhotoRecord): Promise<void> {
  await retryOnDuplicate(() => PhotoModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true }));
  await PhotoModel.updateOne({ _id, rev: { $lt: fields.rev } }, { $set: fields }, relaxed);
}

/** True when there was one. */
export async function deletePhoto(personId: string): Promise<boolean> {
  return (await PhotoModel.deleteOne({ _id: personId })).deletedCount === 1;
}

import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { HoursModel, type HoursRecord } from './model.ts';

export type { HoursRecord } from './model.ts';

export async function findHours(personId: string): Promise<HoursRecord | null> {
  return HoursModel.findById(personId).lean<HoursRecord>();
}

export async function putHours({ _id, ...fields }: HoursRecord): Promise<void> {
  await retryOnDuplicate(() => HoursModel.updateOne({ _id }, { $set: fields }, { upsert: true }));
}

/** True when there were any. */
export async function deleteHours(personId: string): Promise<boolean> {
  return (await HoursModel.deleteOne({ _id: personId })).deletedCount > 0;
}

/** Of whoever has said any: few, as moderators are. */
export async function readHours(most: number): Promise<HoursRecord[]> {
  return HoursModel.find({}).sort({ _id: 1 }).limit(most).lean<HoursRecord[]>();
}

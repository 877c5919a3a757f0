import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { FoldedPinModel, type FoldedPinRecord } from './model.ts';

export type { FoldedPinRecord } from './model.ts';

export async function putFolded({ personId, threadId, until }: FoldedPinRecord): Promise<void> {
  const set = { $set: { until } };
  await retryOnDuplicate(() => FoldedPinModel.updateOne({ personId, threadId }, set, { upsert: true }));
}

export async function deleteFolded(personId: string, threadId: string): Promise<void> {
  await FoldedPinModel.deleteOne({ personId, threadId });
}

/** There are no more than there are pinned threads. */
export async function readFolded(personId: string): Promise<FoldedPinRecord[]> {
  return FoldedPinModel.find({ personId }, { _id: 0 }).lean<FoldedPinRecord[]>();
}

/** True when there were any. */
export async function deleteFoldedOf(personId: string): Promise<boolean> {
  return (await FoldedPinModel.deleteMany({ personId })).deletedCount > 0;
}

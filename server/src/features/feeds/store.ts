import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { FeedKeyModel, type FeedKeyRecord } from './model.ts';

export async function findFeedKey(personId: string): Promise<FeedKeyRecord | null> {
  return FeedKeyModel.findById(personId).lean<FeedKeyRecord>();
}

export async function findHolder(hash: string): Promise<string | null> {
  return (await FeedKeyModel.findOne({ hash }, { _id: 1 }).lean<Pick<FeedKeyRecord, '_id'>>())?._id ?? null;
}

/** In the place of the one before. */
export async function putFeedKey({ _id, ...fields }: FeedKeyRecord): Promise<void> {
  await retryOnDuplicate(() => FeedKeyModel.updateOne({ _id }, { $set: fields }, { upsert: true }));
}

/** True when there was one. */
export async function deleteFeedKey(personId: string): Promise<boolean> {
  return (await FeedKeyModel.deleteOne({ _id: personId })).deletedCount === 1;
}

import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { MentionModel, type MentionRecord } from './model.ts';

/** Once each. */
export async function putMentions(records: readonly MentionRecord[]): Promise<void> {
  const writes = records.map((record) => ({ updateOne: { filter: record, update: { $set: record }, upsert: true } }));
  await retryOnDuplicate(() => MentionModel.bulkWrite(writes, { ordered: false, throwOnValidationError: true }));
}

export async function readMentionsOf(personId: string): Promise<MentionRecord[]> {
  return MentionModel.find({ personId }, { _id: 0 }).sort({ threadId: 1, no: 1 }).lean<MentionRecord[]>();
}

export async function deleteMention(record: MentionRecord): Promise<void> {
  await MentionModel.deleteOne(record);
}

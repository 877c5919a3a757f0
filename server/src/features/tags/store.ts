import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { TagListModel, TagModel, type TagListRecord, type TagRecord } from './model.ts';

export type { TagListRecord, TagRecord } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

/** Tags are few: all of them. */
export async function readTags(): Promise<TagRecord[]> {
  return TagModel.find().sort({ _id: 1 }).lean<TagRecord[]>();
}

/** Unless a newer one is there. */
export async function putTag({ _id, ...fields }: TagRecord): Promise<void> {
  const put = () => TagModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true });
  await retryOnDuplicate(put);
  await TagModel.updateOne({ _id, rev: { $lt: fields.rev } }, { $set: fields }, relaxed);
}

export async function findList(id: string): Promise<TagListRecord | null> {
  return TagListModel.findById(id).lean<TagListRecord>();
}

/** Only ever moves forward. */
export async function advanceList({ _id, ...fields }: TagListRecord): Promise<void> {
  const start = () => TagListModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true });
  await retryOnDuplicate(start);
  await TagListModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, relaxed);
}

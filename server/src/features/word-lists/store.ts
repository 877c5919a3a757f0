import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import {
  WatchedWordModel,
  WordHitModel,
  WordListVersionModel,
  type WatchedWordRecord,
  type WordHitRecord,
  type WordListVersionRecord,
} from './model.ts';

export type { WatchedWordRecord } from './model.ts';

const ALL = 'all';

/** True when it was not there. */
export async function putWord({ _id, ...fields }: WatchedWordRecord): Promise<boolean> {
  const put = () => WatchedWordModel.updateOne({ _id }, { $set: fields }, { upsert: true });
  return (await retryOnDuplicate(put)).upsertedCount === 1;
}

export async function deleteWord(_id: string): Promise<void> {
  await WatchedWordModel.deleteOne({ _id });
}

export async function findWord(id: string): Promise<WatchedWordRecord | null> {
  return WatchedWordModel.findById(id).lean<WatchedWordRecord>();
}

export async function countWords(): Promise<number> {
  return WatchedWordModel.countDocuments({});
}

export async function readAllWords(): Promise<WatchedWordRecord[]> {
  return WatchedWordModel.find({}).lean<WatchedWordRecord[]>();
}

/** By the alphabet, those that begin so. */
export async function readWords(find: string, after: string, most: number): Promise<WatchedWordRecord[]> {
  const end = find === '' ? {} : { $lt: `${find}\uffff` };
  return WatchedWordModel.find({ folded: { ...(after > find ? { $gt: after } : { $gte: find }), ...end } })
    .sort({ folded: 1 })
    .limit(most)
    .lean<WatchedWordRecord[]>();
}

/** After every change: servers read the lists anew. */
export async function advanceVersion(): Promise<void> {
  const next = () => WordListVersionModel.updateOne({ _id: ALL }, { $inc: { version: 1 } }, { upsert: true });
  await retryOnDuplicate(next);
}

export async function findVersion(): Promise<number> {
  return (await WordListVersionModel.findById(ALL).lean<WordListVersionRecord>())?.version ?? 0;
}

/** Once, however often the same is tried. What is lost of it with the power is a number that is one too low. */
export async function putHit({ _id, ...fields }: WordHitRecord): Promise<void> {
  const once = { $setOnInsert: fields };
  const relaxed = { upsert: true, writeConcern: { w: 1, j: false } } as const;
  await retryOnDuplicate(() => WordHitModel.updateOne({ _id }, once, relaxed));
}

export async function countHits(wordId: string): Promise<number> {
  return WordHitModel.countDocuments({ wordId });
}

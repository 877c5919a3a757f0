import { PostModel, ReadModel, type PostRecord, type ReadRecord } from './model.ts';

/** How far people have read a thread, by person. */
export async function readReaders(threadId: string, after: string, most: number): Promise<ReadRecord[]> {
  return ReadModel.find({ threadId, personId: { $gt: after } }, { _id: 0 })
    .sort({ personId: 1 })
    .limit(most)
    .lean<ReadRecord[]>();
}

/** The same of some people. */
export async function readReadsOf(threadId: string, personIds: readonly string[]): Promise<ReadRecord[]> {
  return ReadModel.find({ threadId, personId: { $in: [...personIds] } }, { _id: 0 }).lean<ReadRecord[]>();
}

/** Only ever moves forward. */
export async function advanceReaders(reads: readonly Omit<ReadRecord, 'turn'>[]): Promise<void> {
  const writes = reads.map(({ personId, threadId, no }) => ({
    updateOne: { filter: { personId, threadId }, update: { $max: { no } }, upsert: true },
  }));
  if (writes.length > 0) await ReadModel.bulkWrite(writes, { ordered: false, throwOnValidationError: true });
}

/** The threads to which posts of a thread went. */
export async function readDestinations(threadId: string): Promise<string[]> {
  const went = await PostModel.find({ threadId, 'note.kind': 'went' }, { _id: 0, note: 1 }).lean<PostRecord[]>();
  return [...new Set(went.flatMap(({ note }) => (note?.kind === 'went' ? note.to : [])))];
}

/** The notes of a thread which say that posts came from one of this title. */
export async function readArrivals(threadId: string, title: string): Promise<PostRecord[]> {
  return PostModel.find({ threadId, 'note.kind': 'came', 'note.title': title }, { _id: 0 }).lean<PostRecord[]>();
}

/** The number of the newest post that is no note; 1 where there is none. */
export async function findLastPostNo(threadId: string): Promise<number> {
  const last = await PostModel.findOne({ threadId, note: null }, { no: 1 }).sort({ no: -1 }).lean<PostRecord>();
  return last?.no ?? 1;
}

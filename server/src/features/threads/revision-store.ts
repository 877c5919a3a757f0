import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { RevisionModel, type RevisionRecord } from './revision-model.ts';

export type { RevisionRecord } from './revision-model.ts';

/** Keeps what a post said. Flushed, unlike what follows from events: once they are replaced the log has these words no more. */
export async function keepRevision({ threadId, no, rev, ...fields }: RevisionRecord): Promise<void> {
  const key = { threadId, no, rev };
  await retryOnDuplicate(() => RevisionModel.updateOne(key, { $setOnInsert: fields }, { upsert: true }));
}

/** The latest first. */
export async function readRevisions(threadId: string, no: number, most: number): Promise<RevisionRecord[]> {
  return RevisionModel.find({ threadId, no }, { _id: 0 }).sort({ rev: -1 }).limit(most).lean<RevisionRecord[]>();
}

/** Whether there is one. */
export async function hideRevision(
  { threadId, no, rev }: Pick<RevisionRecord, 'threadId' | 'no' | 'rev'>,
  hiddenBy: string | null,
): Promise<boolean> {
  return (await RevisionModel.updateOne({ threadId, no, rev }, { $set: { hiddenBy } })).matchedCount === 1;
}

export async function readRevisionsOf(authorId: string): Promise<RevisionRecord[]> {
  return RevisionModel.find({ authorId }, { _id: 0 }).sort({ threadId: 1, no: 1, rev: 1 }).lean<RevisionRecord[]>();
}

/** What somebody wrote, and that they hid what others did; true when there was any. What is hidden stays so. */
export async function forgetInRevisions(personId: string): Promise<boolean> {
  const { deletedCount } = await RevisionModel.deleteMany({ authorId: personId });
  const { modifiedCount } = await RevisionModel.updateMany({ hiddenBy: personId }, { $set: { hiddenBy: 'former' } });
  return deletedCount + modifiedCount > 0;
}

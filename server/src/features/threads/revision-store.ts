import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { UNNAMED } from './authorship.ts';
import type { WentRecord } from './model.ts';
import { RevisionModel, type RevisionRecord } from './revision-model.ts';

export type { RevisionRecord } from './revision-model.ts';

/** Keeps what a post said. Flushed, unlike what follows from events: once they are replaced the log has these words no more. */
export async function keepRevision({ threadId, no, rev, ...fields }: RevisionRecord): Promise<void> {
  const key = { threadId, no, rev };
  await retryOnDuplicate(() => RevisionModel.updateOne(key, { $setOnInsert: fields }, { upsert: true }));
}

/** Of a post that went to another thread, in the order they had: all of them before what it says there. */
export async function moveRevisions(
  { threadId, no }: Pick<RevisionRecord, 'threadId' | 'no'>,
  went: WentRecord,
): Promise<void> {
  for (const { rev } of await RevisionModel.find({ threadId, no }, { rev: 1 }).lean<RevisionRecord[]>()) {
    const there = { threadId: went.to, no: went.no, rev: went.rev - (went.was - rev) };
    await RevisionModel.updateOne({ threadId, no, rev }, { $set: there });
  }
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

/** Whoever wrote it. */
export async function forgetRevisions({ threadId, no }: Pick<RevisionRecord, 'threadId' | 'no'>): Promise<void> {
  await RevisionModel.deleteMany({ threadId, no });
}

export async function countRevisions(threadId: string, no: number): Promise<number> {
  return RevisionModel.countDocuments({ threadId, no });
}

/** What a post said that was written under an alias. */
export async function forgetUnnamedRevisions({ threadId, no }: Pick<RevisionRecord, 'threadId' | 'no'>): Promise<void> {
  await RevisionModel.deleteMany({ threadId, no, authorId: UNNAMED });
}

/** What somebody wrote, and that they hid what others did; true when there was any. What is hidden stays so. */
export async function forgetInRevisions(personId: string): Promise<boolean> {
  const { deletedCount } = await RevisionModel.deleteMany({ authorId: personId });
  const { modifiedCount } = await RevisionModel.updateMany({ hiddenBy: personId }, { $set: { hiddenBy: 'former' } });
  return deletedCount + modifiedCount > 0;
}

/** Changes what a post said before. */
export async function rewriteRevisions(threadId: string, no: number, change: (text: string) => string): Promise<void> {
  for (const { rev, text } of await RevisionModel.find({ threadId, no }).lean<RevisionRecord[]>())
    if (change(text) !== text) await RevisionModel.updateOne({ threadId, no, rev }, { $set: { text: change(text) } });
}

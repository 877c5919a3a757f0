import type { PersonId } from '@hearth/shared/kernel/ids';
import { PostModel, ThreadModel, type PostRecord, type ThreadRecord } from './model.ts';

/** Threads that came to another board after `since`, or whose posts went to another thread or came from one. */
export async function readMoved(since: Date): Promise<ReadonlyMap<string, ThreadRecord>> {
  const moved = await ThreadModel.find({ movedAt: { $gt: since } }).lean<ThreadRecord[]>();
  return new Map(moved.map((thread) => [thread._id, thread]));
}

/** Whether something of theirs stands in the thread. */
export async function hasWritten(personId: PersonId, threadId: string): Promise<boolean> {
  return (await PostModel.exists({ 'by.personId': personId, threadId, deletedAt: null, note: null })) !== null;
}

/** When whoever signs so has written last in the thread, deleted or not; null when that was not after `since`. */
export async function lastWrittenAt(
  threadId: string,
  { by, alias }: Pick<PostRecord, 'by' | 'alias'>,
  since: Date,
): Promise<Date | null> {
  const lately = { threadId, note: null, at: { $gt: since } };
  const theirs = alias
    ? PostModel.find({ 'alias.askerId': alias.askerId, ...lately }, { at: 1 })
    : PostModel.find({ 'by.personId': by?.personId ?? null, ...lately }, { at: 1 });
  const written = await theirs.lean<Pick<PostRecord, 'at'>[]>();
  return written.length > 0 ? new Date(Math.max(...written.map(({ at }) => at.getTime()))) : null;
}

/** Whether they wrote anything, anywhere, before that moment; under their name, and also where it is deleted now. */
export async function hasWrittenBefore(personId: PersonId, at: Date): Promise<boolean> {
  return (await PostModel.exists({ 'by.personId': personId, at: { $lt: at }, note: null })) !== null;
}

/** Writes over the words of a deleted post, without an event that says so. */
export async function replaceDeletedWords(
  { threadId, no, rev }: Pick<PostRecord, 'threadId' | 'no' | 'rev'>,
  words: Partial<Pick<PostRecord, 'text' | 'html' | 'pictures' | 'files' | 'poll'>>,
): Promise<void> {
  await PostModel.updateOne({ threadId, no, rev, deletedAt: { $ne: null } }, { $set: words });
}

/** How many posts of theirs stand, under their name; `most` where there are more. */
export async function countWritten(personId: PersonId, most: number): Promise<number> {
  const standing = { 'by.personId': personId, deletedAt: null, note: null };
  return (await PostModel.find(standing, { _id: 1 }).limit(most).lean<Pick<PostRecord, 'no'>[]>()).length;
}

import type { PersonId } from '@hearth/shared/ids';
import { once } from '../../platform/once.ts';
import { PostModel, ReadModel, ThreadModel, type PostRecord, type ReadRecord, type ThreadRecord } from './model.ts';

export type { PostRecord, ThreadRecord } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export async function findThread(id: string): Promise<ThreadRecord | null> {
  return ThreadModel.findById(id).lean<ThreadRecord>();
}

/** Starts the thread with event 1, or moves it from event `seq - 1` on; nothing where `seq` is known already. */
export async function advanceThread(thread: ThreadRecord): Promise<void> {
  const { _id, seq, ...fields } = thread;
  if (seq === 1) {
    await once(() =>
      ThreadModel.updateOne({ _id }, { $setOnInsert: { seq, ...fields } }, { ...relaxed, upsert: true }),
    );
  } else {
    await ThreadModel.updateOne({ _id, seq: seq - 1 }, { $set: { seq, ...fields } }, relaxed);
  }
}

/** Writes a post unless a newer one is there. */
export async function putPost(post: PostRecord): Promise<void> {
  const { threadId, no, ...fields } = post;
  const isNew = await once(() =>
    PostModel.updateOne({ threadId, no }, { $setOnInsert: fields }, { ...relaxed, upsert: true }),
  );
  if (isNew?.upsertedCount === 1) return;
  await PostModel.updateOne({ threadId, no, rev: { $lt: post.rev } }, { $set: fields }, relaxed);
}

/** Up to `most` posts from number `from` on, in order. */
export async function readPosts(threadId: string, from: number, most: number): Promise<PostRecord[]> {
  return PostModel.find({ threadId, no: { $gte: from, $lt: from + most } })
    .sort({ no: 1 })
    .lean<PostRecord[]>();
}

export async function findPost(threadId: string, no: number): Promise<PostRecord | null> {
  return PostModel.findOne({ threadId, no }).lean<PostRecord>();
}

/** Threads of a board, the latest post first, after the row `before`. */
export async function readRows(
  boardId: string,
  before: { readonly at: Date; readonly id: string } | null,
  most: number,
): Promise<ThreadRecord[]> {
  const below = before
    ? { $or: [{ lastPostAt: { $lt: before.at } }, { lastPostAt: before.at, _id: { $gt: before.id } }] }
    : {};
  return ThreadModel.find({ boardId, ...below })
    .sort({ lastPostAt: -1, _id: 1 })
    .limit(most)
    .lean<ThreadRecord[]>();
}

export async function findReadNo(personId: string, threadId: string): Promise<number> {
  return (await ReadModel.findOne({ personId, threadId }).lean<ReadRecord>())?.no ?? 0;
}

export async function readReadNos(personId: string, threadIds: readonly string[]): Promise<ReadRecord[]> {
  return ReadModel.find({ personId, threadId: { $in: [...threadIds] } }).lean<ReadRecord[]>();
}

/** Only ever moves forward. */
export async function advanceRead(personId: string, threadId: string, no: number): Promise<void> {
  await once(() => ReadModel.updateOne({ personId, threadId }, { $max: { no } }, { upsert: true }));
}

/** Every post somebody wrote or deleted, by thread and number. Reads all posts: there is no index for what happens once. */
export async function readPostsOf(personId: PersonId): Promise<PostRecord[]> {
  return PostModel.find({ $or: [{ 'by.personId': personId }, { deletedBy: personId }] })
    .sort({ threadId: 1, no: 1 })
    .lean<PostRecord[]>();
}

export async function readTitles(ids: readonly string[]): Promise<Map<string, string>> {
  const threads = await ThreadModel.find({ _id: { $in: [...ids] } }, { title: 1 }).lean<ThreadRecord[]>();
  return new Map(threads.map(({ _id, title }) => [_id, title]));
}

export async function readMarksOf(personId: string): Promise<ReadRecord[]> {
  return ReadModel.find({ personId }).lean<ReadRecord[]>();
}

export async function deleteMarksOf(personId: string): Promise<void> {
  await ReadModel.deleteMany({ personId });
}

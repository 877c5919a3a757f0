import type { PersonId } from '@hearth/shared/kernel/ids';
import { atTurnsEnd, batch, batchById } from '../../platform/batch.ts';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import {
  PostModel,
  ReadModel,
  ThreadModel,
  type PostRecord,
  type ReadRecord,
  type ThreadRecord,
  STANDS,
} from './model.ts';

export type {
  AnswerRecord,
  CardRecord,
  GoingRecord,
  NoteRecord,
  PostRecord,
  ReadRecord,
  ThreadRecord,
  WentRecord,
} from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

/** In any order; where one does not fit the schema mongoose would pass it over in silence, unless it is told not to. */
const each = { ...relaxed, ordered: false, throwOnValidationError: true } as const;

export const findThread: (id: string) => Promise<ThreadRecord | null> = batchById(readThreads);

/** Moves the thread on where it stands at event `from` or later, and starts it where `from` is 0. */
export async function advanceThread(from: number, thread: ThreadRecord): Promise<void> {
  const { _id, seq, ...fields } = thread;
  if (from === 0) {
    const start = { $setOnInsert: { seq, ...fields } };
    const started = await retryOnDuplicate(() => ThreadModel.updateOne({ _id }, start, { ...relaxed, upsert: true }));
    if (started.upsertedCount === 1) return;
  }
  await updateThread({ filter: { _id, seq: { $gte: from, $lt: seq } }, update: { $set: { seq, ...fields } } });
}

interface ThreadUpdate {
  readonly filter: { readonly _id: string; readonly seq: { readonly $gte: number; readonly $lt: number } };
  readonly update: { readonly $set: Omit<ThreadRecord, '_id'> };
}

const updateThread: (update: ThreadUpdate) => Promise<void> = batch(async (updates: readonly ThreadUpdate[]) => {
  await ThreadModel.bulkWrite(
    updates.map((updateOne) => ({ updateOne })),
    relaxed,
  );
  return updates.map(() => undefined);
});

/** Whether what event `seq` made of the thread can be lost no more. */
export async function isThreadDurable(_id: string, seq: number): Promise<boolean> {
  return (await ThreadModel.exists({ _id, seq: { $gte: seq } }).readConcern('majority')) !== null;
}

/** The same for one of its posts. */
export async function isPostDurable(threadId: string, no: number, rev: number): Promise<boolean> {
  return (await PostModel.exists({ threadId, no, rev: { $gte: rev } }).readConcern('majority')) !== null;
}

/** Up to `most` posts from number `from` on, in order. */
export async function readPosts(threadId: string, from: number, most: number): Promise<PostRecord[]> {
  return PostModel.find({ threadId, no: { $gte: from, $lt: from + most } })
    .sort({ no: 1 })
    .lean<PostRecord[]>();
}

/** The first posts of threads, but for deleted ones. */
export async function readFirstPosts(threadIds: readonly string[]): Promise<PostRecord[]> {
  return PostModel.find({ threadId: { $in: [...threadIds] }, no: 1, deletedAt: null }).lean<PostRecord[]>();
}

/** Of the posts up to number `last`, `most` of them, those that are neither deleted nor notes: the latest first. */
export async function readLastPosts(threadId: string, last: number, most: number): Promise<PostRecord[]> {
  return PostModel.find({ threadId, no: { $gt: last - most, $lte: last }, deletedAt: null, note: null })
    .sort({ no: -1 })
    .lean<PostRecord[]>();
}

export async function findPost(threadId: string, no: number): Promise<PostRecord | null> {
  return PostModel.findOne({ threadId, no }, { _id: 0 }).lean<PostRecord>();
}

/** Threads of a board, the latest post first, after the row `before`. */
export async function readRows(
  boardId: string,
  before: { readonly at: Date; readonly id: string } | null,
  most: number,
  /** But for those that stand on top, or that are solved. */
  but: { readonly pin?: null; readonly answerNo?: null } = {},
): Promise<ThreadRecord[]> {
  // The first condition bounds the index; the second leaves out what stands before the row at the same time.
  const below = before && {
    lastPostAt: { $lte: before.at },
    $or: [{ lastPostAt: { $lt: before.at } }, { _id: { $gt: before.id } }],
  };
  return ThreadModel.find({ boardId, ...but, ...STANDS, ...below })
    .sort({ lastPostAt: -1, _id: 1 })
    .limit(most)
    .lean<ThreadRecord[]>();
}

/** `most` threads of a board after the first `from`, the latest post first: where they are and since when. */
export async function readThreadPart(
  boardId: string,
  from: number,
  most: number,
): Promise<Pick<ThreadRecord, '_id' | 'title' | 'lastPostAt'>[]> {
  return ThreadModel.find({ boardId, ...STANDS }, { title: 1, lastPostAt: 1 })
    .sort({ lastPostAt: -1, _id: 1 })
    .skip(from)
    .limit(most)
    .lean<Pick<ThreadRecord, '_id' | 'title' | 'lastPostAt'>[]>();
}

interface Mark {
  readonly personId: string;
  readonly threadId: string;
}

const findRead: (mark: Mark) => Promise<ReadRecord | null> = batch(async (marks: readonly Mark[]) => {
  const branches = marks.map(({ personId, threadId }) => ({ personId, threadId }));
  const found = await ReadModel.find({ $or: branches }).lean<ReadRecord[]>();
  return marks.map(
    (mark) => found.find(({ personId, threadId }) => personId === mark.personId && threadId === mark.threadId) ?? null,
  );
}, atTurnsEnd);

export async function findReadNo(personId: string, threadId: string): Promise<number> {
  return (await findRead({ personId, threadId }))?.no ?? 0;
}

export async function readReadNos(personId: string, threadIds: readonly string[]): Promise<ReadRecord[]> {
  return ReadModel.find({ personId, threadId: { $in: [...threadIds] } }).lean<ReadRecord[]>();
}

/** Only ever moves forward. Gives how far they have read now, which may be further. */
export async function advanceRead(personId: string, threadId: string, no: number): Promise<ReadRecord> {
  const options = { upsert: true, returnDocument: 'after' } as const;
  const advance = () =>
    ReadModel.findOneAndUpdate({ personId, threadId }, { $max: { no } }, options).lean<ReadRecord>();
  return retryOnDuplicate(advance);
}

/** The same for many threads. */
export async function advanceReads(personId: string, to: readonly ReadTo[]): Promise<ReadRecord[]> {
  if (to.length === 0) return [];
  const writes = to.map(({ threadId, no }) => ({
    updateOne: { filter: { personId, threadId }, update: { $max: { no } }, upsert: true },
  }));
  await retryOnDuplicate(() => ReadModel.bulkWrite(writes, each));
  return readReadNos(
    personId,
    to.map(({ threadId }) => threadId),
  );
}

/** How far a thread is read. */
export interface ReadTo {
  readonly threadId: string;
  readonly no: number;
}

/** A thread that is to be unread after post `no`; only while it is read to post `from`, where that is said. */
export interface ReadBack extends ReadTo {
  readonly from?: number;
}

/** The one way back. */
export async function lowerReads(personId: string, back: readonly ReadBack[]): Promise<ReadRecord[]> {
  if (back.length === 0) return [];
  const writes = back.map(({ threadId, no, from }) => ({
    updateOne: {
      filter: { personId, threadId, ...(from !== undefined && { no: from }) },
      update: { $set: { no }, $inc: { turn: 1 } },
      upsert: from === undefined,
    },
  }));
  await retryOnDuplicate(() => ReadModel.bulkWrite(writes, each));
  return readReadNos(
    personId,
    back.map(({ threadId }) => threadId),
  );
}

/** Posts that somebody wrote one after the other in a thread, with nobody's in between. */
export interface OwnRun {
  readonly personId: string;
  readonly threadId: string;
  readonly from: number;
  to: number;
}

/** One's own posts are read where all before them was; returns those that are now. */
export async function advanceReadsOver(runs: readonly OwnRun[]): Promise<readonly ReadRecord[]> {
  const writes = runs.map(({ personId, threadId, from, to }) => ({
    updateOne: { filter: { personId, threadId, no: from - 1 }, update: { $set: { no: to } } },
  }));
  const { modifiedCount } = await ReadModel.bulkWrite(writes, relaxed);
  if (modifiedCount === 0) return [];
  const ends = runs.map(({ personId, threadId, to }) => ({ personId, threadId, no: to }));
  return ReadModel.find({ $or: ends }).lean<ReadRecord[]>();
}

/** Where a post stands, without its words. */
export type PostPlace = Pick<PostRecord, 'threadId' | 'no' | 'rev'>;

/** Every post somebody wrote or deleted, by thread and number. */
export async function readPostsOf(personId: PersonId): Promise<PostPlace[]> {
  return PostModel.find(writtenOrDeletedBy(personId), { _id: 0, threadId: 1, no: 1, rev: 1 })
    .sort({ threadId: 1, no: 1 })
    .lean<PostPlace[]>();
}

/** The latest posts of somebody that are still there. */
export async function readLatestPostsOf(
  personId: PersonId,
  most: number,
): Promise<Pick<PostRecord, 'threadId' | 'no' | 'at' | 'html'>[]> {
  return PostModel.find(
    { 'by.personId': personId, deletedAt: null, note: null },
    { _id: 0, threadId: 1, no: 1, at: 1, html: 1 },
  )
    .sort({ at: -1 })
    .limit(most)
    .lean<Pick<PostRecord, 'threadId' | 'no' | 'at' | 'html'>[]>();
}

/** A post as its author gets it back. */
export type OwnPost = Omit<PostRecord, 'key' | 'html' | 'rev'>;

/** The same, a few at a time: posts hold long words. */
export function eachPostOf(personId: PersonId): AsyncIterable<OwnPost> {
  return PostModel.find(writtenOrDeletedBy(personId), { _id: 0, key: 0, html: 0, rev: 0 })
    .sort({ threadId: 1, no: 1 })
    .lean<OwnPost[]>()
    .cursor({ batchSize: 50 });
}

/** What somebody wrote under one alias, wherever it stands now. */
export async function readUnnamedPosts(askerId: string): Promise<PostRecord[]> {
  return PostModel.find({ 'alias.askerId': askerId }, { _id: 0 }).sort({ threadId: 1, no: 1 }).lean<PostRecord[]>();
}

function writtenOrDeletedBy(personId: PersonId) {
  return { $or: [{ 'by.personId': personId }, { deletedBy: personId }] };
}

/** The numbers of a thread's posts by nobody any more whose words were taken away. */
export async function readWordless(threadId: string): Promise<ReadonlySet<number>> {
  const posts = await PostModel.find({ threadId, ...wordless }, { no: 1 }).lean<PostRecord[]>();
  return new Set(posts.map(({ no }) => no));
}

const wordless = { by: null, html: '', deletedAt: { $ne: null } } as const;

export async function readThreads(ids: readonly string[]): Promise<ThreadRecord[]> {
  return ThreadModel.find({ _id: { $in: [...ids] } }).lean<ThreadRecord[]>();
}

export type Titled = Pick<ThreadRecord, '_id' | 'title' | 'boardId' | 'language'>;

export async function readTitles(ids: readonly string[]): Promise<Map<string, Titled>> {
  const threads = await ThreadModel.find({ _id: { $in: [...ids] } }, { title: 1, boardId: 1, language: 1 }).lean<
    Titled[]
  >();
  return new Map(threads.map((thread) => [thread._id, thread]));
}

/** Threads in which somebody accepted an answer, also one that is deleted now. */
export async function readAnswersMarkedBy(personId: PersonId): Promise<Pick<ThreadRecord, '_id' | 'seq' | 'answer'>[]> {
  return ThreadModel.find({ 'answer.markedBy.personId': personId }, { seq: 1, answer: 1 }).lean<
    Pick<ThreadRecord, '_id' | 'seq' | 'answer'>[]
  >();
}

/** How far somebody has read, everywhere. */
export async function readPositionsOf(personId: string): Promise<ReadRecord[]> {
  return ReadModel.find({ personId }).lean<ReadRecord[]>();
}

/** True when there were any. */
export async function deletePositionsOf(personId: string): Promise<boolean> {
  return (await ReadModel.deleteMany({ personId })).deletedCount > 0;
}

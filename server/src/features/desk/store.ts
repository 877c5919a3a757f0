import type { Language } from '@hearth/shared/accounts/entity';
import type { DeskKind } from '@hearth/shared/desk/entity';
import { duplicatesIn, retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { DeskModel, EntryModel, type DeskRecord, type EntryRecord } from './model.ts';

export type { DeskRecord, EntryRecord } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

const NEWEST = { at: -1, _id: -1 } as const;

export async function findDesk(id: string): Promise<DeskRecord | null> {
  return DeskModel.findById(id).lean<DeskRecord>();
}

/** Only ever moves forward. `isNew` where its first event is among those that moved it here. */
export async function advanceDesk({ _id, ...fields }: DeskRecord, isNew: boolean): Promise<void> {
  if (isNew) {
    const start = { $setOnInsert: fields };
    const put = () => DeskModel.updateOne({ _id }, start, { ...relaxed, upsert: true });
    if ((await retryOnDuplicate(put)).upsertedCount === 1) return;
  }
  await DeskModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, relaxed);
}

/** Those that are there already stay as they are. */
export async function putEntries(entries: readonly EntryRecord[]): Promise<void> {
  if (entries.length === 0) return;
  const collection = EntryModel.db.collection<EntryRecord>(EntryModel.collection.name);
  try {
    await collection.insertMany([...entries], { ...relaxed, ordered: false });
  } catch (error) {
    // Anything else than a duplicate is thrown.
    duplicatesIn(error);
  }
}

export async function readEntriesById(ids: readonly string[]): Promise<EntryRecord[]> {
  return ids.length === 0 ? [] : EntryModel.find({ _id: { $in: [...ids] } }).lean<EntryRecord[]>();
}

/** What is looked for, and of which boards; null among them for what belongs to none. */
export interface Wanted {
  readonly boards: readonly (string | null)[];
  readonly kinds?: readonly DeskKind[] | undefined;
  readonly personId?: string | undefined;
  readonly language?: Language | undefined;
  readonly needsDecision?: boolean | undefined;
  readonly withFiles?: boolean | undefined;
  /** What is about them is not for them. */
  readonly reader?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

function filterOf({ boards, kinds, personId, language, needsDecision, withFiles, reader, from, to }: Wanted) {
  return {
    boardId: boards.length === 1 ? (boards[0] ?? null) : { $in: [...boards] },
    ...(kinds && { kind: { $in: [...kinds] } }),
    ...(personId && { personId }),
    ...(language && { language }),
    ...(needsDecision && { needsDecision: true }),
    ...(withFiles && { withFiles: true }),
    ...(reader && { about: { $ne: reader } }),
    ...((from ?? to) && { at: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
  };
}

/** `most` of them after the entry `before`, the latest first. */
export async function readEntries(
  wanted: Wanted,
  before: { readonly at: Date; readonly id: string } | null,
  most: number,
): Promise<EntryRecord[]> {
  // The first condition bounds the index; the second leaves out what stands before the entry at the same time.
  const below = before && {
    $and: [{ at: { $lte: before.at } }, { $or: [{ at: { $lt: before.at } }, { _id: { $lt: before.id } }] }],
  };
  return EntryModel.find({ ...filterOf(wanted), ...below })
    .sort(NEWEST)
    .limit(most)
    .lean<EntryRecord[]>();
}

export async function countEntries(wanted: Wanted): Promise<number> {
  return EntryModel.countDocuments(filterOf(wanted));
}

const POSTS: DeskKind[] = ['started', 'reply'];
const WRITTEN: DeskKind[] = [...POSTS, 'edited'];

/** When somebody wrote posts, within these times. */
export async function readTimesOf(personId: string, from: Date, to: Date, most: number): Promise<Date[]> {
  const posts = { personId, kind: { $in: POSTS }, at: { $gte: from, $lte: to } };
  const found = await EntryModel.find(posts, { at: 1 }).sort(NEWEST).limit(most).lean<Pick<EntryRecord, 'at'>[]>();
  return found.map(({ at }) => at);
}

/** What tells of a post. */
export async function readAboutPost(threadId: string, no: number): Promise<EntryRecord[]> {
  return EntryModel.find({ threadId, no }).lean<EntryRecord[]>();
}

/** What tells of something that is up for review, the latest first. */
export async function readAboutItem(itemId: string): Promise<EntryRecord[]> {
  return EntryModel.find({ itemId }).sort(NEWEST).lean<EntryRecord[]>();
}

/** What is about somebody, or about anybody on a board. */
export async function readAbout(of: { readonly about: string } | { readonly boardId: string }): Promise<EntryRecord[]> {
  return EntryModel.find({ about: { $gt: '' }, ...of }).lean<EntryRecord[]>();
}

/** Whether there are pictures or files below a post by now. */
export async function markFiles(threadId: string, no: number, withFiles: boolean): Promise<void> {
  await EntryModel.updateMany(
    { threadId, no, kind: { $in: WRITTEN }, withFiles: { $ne: withFiles } },
    { $set: { withFiles } },
  );
}

/** It stands elsewhere now. */
export async function placeEntries(
  ids: readonly string[],
  place: Pick<EntryRecord, 'boardId' | 'threadId' | 'no'>,
): Promise<void> {
  if (ids.length > 0) await EntryModel.updateMany({ _id: { $in: [...ids] } }, { $set: place });
}

/** Whether there is something to decide. */
export async function decideEntries(ids: readonly string[], needsDecision: boolean): Promise<void> {
  if (ids.length > 0) await EntryModel.updateMany({ _id: { $in: [...ids] } }, { $set: { needsDecision } });
}

/** The latest of a thread, or of a board. */
export async function readLatestOf(
  of: Pick<EntryRecord, 'threadId'> | Pick<EntryRecord, 'boardId'>,
  most: number,
): Promise<EntryRecord[]> {
  return EntryModel.find(of).sort(NEWEST).limit(most).lean<EntryRecord[]>();
}

/** What happened in a thread is on the desk of the board it stands on now. */
export async function moveEntries(threadId: string, boardId: string): Promise<void> {
  await EntryModel.updateMany({ threadId, boardId: { $ne: boardId } }, { $set: { boardId }, $inc: { rev: 1 } });
}

/** They are news once more. */
export async function renewEntries(ids: readonly string[]): Promise<void> {
  await EntryModel.updateMany({ _id: { $in: [...ids] } }, { $inc: { rev: 1 } });
}

/** Nothing is to be decided of somebody any more. Gives what said so. */
export async function settleWaiting(personId: string): Promise<EntryRecord[]> {
  const waited = await EntryModel.find({ personId, kind: 'waiting' }).lean<EntryRecord[]>();
  const ids = waited.map(({ _id }) => _id);
  if (ids.length > 0) await EntryModel.updateMany({ _id: { $in: ids } }, { $set: { needsDecision: false } });
  return waited;
}

export async function readEntriesOf(personId: string): Promise<EntryRecord[]> {
  return EntryModel.find({ personId }).sort(NEWEST).lean<EntryRecord[]>();
}

export async function deleteEntries(ids: readonly string[]): Promise<void> {
  await EntryModel.deleteMany({ _id: { $in: [...ids] } });
}

/** True when there were any. */
export async function unnameEntries(personId: string): Promise<boolean> {
  return (await EntryModel.updateMany({ personId }, { $set: { personId: null } })).modifiedCount > 0;
}

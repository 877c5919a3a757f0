import type { ReviewKind, ReviewState } from '@hearth/shared/review/entity';
import type { ReportReason } from '@hearth/shared/review/limits';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { ReportModel, ReviewModel, type ReportRecord, type ReviewRecord, type StepRecord } from './model.ts';

export type { AgainstRecord, OutcomeRecord, ReportRecord, ReviewRecord, StepRecord } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export async function findItem(id: string): Promise<ReviewRecord | null> {
  return ReviewModel.findById(id).lean<ReviewRecord>();
}

/** Only ever moves forward. */
export async function advanceItem({ _id, ...fields }: ReviewRecord): Promise<void> {
  const put = () => ReviewModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true });
  await retryOnDuplicate(put);
  await ReviewModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, relaxed);
}

/** Whether what event `seq` made of the item can be lost no more. */
export async function isItemDurable(_id: string, seq: number): Promise<boolean> {
  return (await ReviewModel.exists({ _id, seq: { $gte: seq } }).readConcern('majority')) !== null;
}

/** Unless a newer one is there. */
export async function putReport({ _id, ...fields }: ReportRecord): Promise<void> {
  const put = () => ReportModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true });
  await retryOnDuplicate(put);
  await ReportModel.updateOne({ _id, rev: { $lt: fields.rev } }, { $set: fields }, relaxed);
}

/** What is looked for among what is up for review. */
export interface Sought {
  /** On these boards; null: wherever it is. */
  readonly boards: readonly string[] | null;
  readonly kind?: ReviewKind | undefined;
  readonly reason?: ReportReason | undefined;
  /** Who is on it, was given it or has decided it. */
  readonly with?: string | undefined;
}

function filterOf({ boards, kind, reason, with: personId }: Sought): object {
  const parts = ['claim.by.personId', 'assigned.personId', 'outcome.by.personId'];
  return {
    ...(boards && { boardId: boards.length === 1 ? boards[0] : { $in: boards } }),
    ...(kind && { kind }),
    ...(reason && { [`reasons.${reason}`]: { $gt: 0 } }),
    ...(personId && { $or: parts.map((part) => ({ [part]: personId })) }),
  };
}

/** What is open, by urgency and then the oldest first. */
export async function readOpen(sought: Sought, most: number, from = 0): Promise<ReviewRecord[]> {
  return ReviewModel.find({ state: 'open', ...filterOf(sought) })
    .sort({ urgency: -1, openedAt: 1, _id: 1 })
    .skip(from)
    .limit(most)
    .lean<ReviewRecord[]>();
}

/** What was decided, the latest first. */
export async function readDecided(
  state: Exclude<ReviewState, 'open'>,
  sought: Sought,
  most: number,
  from: number,
): Promise<ReviewRecord[]> {
  return ReviewModel.find({ state, ...filterOf(sought) })
    .sort({ 'outcome.at': -1, _id: 1 })
    .skip(from)
    .limit(most)
    .lean<ReviewRecord[]>();
}

export async function readItems(ids: readonly string[]): Promise<ReviewRecord[]> {
  return ReviewModel.find({ _id: { $in: [...ids] } }).lean<ReviewRecord[]>();
}

/** What these reports are of, by its number. */
export async function readItemsReported(
  reports: readonly Pick<ReportRecord, 'itemId'>[],
): Promise<Map<string, ReviewRecord>> {
  const items = await readItems([...new Set(reports.map(({ itemId }) => itemId))]);
  return new Map(items.map((item) => [item._id, item]));
}

/** What is about posts of a thread. */
export async function readItemsOf(threadId: string): Promise<ReviewRecord[]> {
  return ReviewModel.find({ 'subject.threadId': threadId }).lean<ReviewRecord[]>();
}

/** As much of an item as is counted. */
export type CountedRecord = Pick<
  ReviewRecord,
  '_id' | 'kind' | 'subject' | 'whose' | 'boardId' | 'state' | 'openedAt'
> & {
  readonly steps: readonly Pick<StepRecord, 'kind' | 'at' | 'act' | 'by' | 'isPutUp'>[];
};

const COUNTED = { kind: 1, subject: 1, whose: 1, boardId: 1, state: 1, openedAt: 1 } as const;
const COUNTED_STEPS = { 'steps.kind': 1, 'steps.at': 1, 'steps.act': 1, 'steps.by': 1, 'steps.isPutUp': 1 } as const;

/** What is open, on a board or everywhere, and what was decided since: of each state the latest so many. */
export async function readCounted(boardId: string | null, from: Date, most: number): Promise<CountedRecord[][]> {
  const at = boardId === null ? {} : { boardId };
  const fields = { ...COUNTED, ...COUNTED_STEPS };
  const decided = (state: Exclude<ReviewState, 'open'>) =>
    ReviewModel.find({ state, ...at, 'outcome.at': { $gte: from } }, fields)
      .sort({ 'outcome.at': -1, _id: 1 })
      .limit(most)
      .lean<CountedRecord[]>();
  const open = ReviewModel.find({ state: 'open', ...at }, fields)
    .sort({ urgency: -1, openedAt: 1, _id: 1 })
    .limit(most)
    .lean<CountedRecord[]>();
  return Promise.all([open, decided('resolved'), decided('rejected')]);
}

/** When these were reported, since then. */
export async function readReportTimes(
  itemIds: readonly string[],
  from: Date,
): Promise<Pick<ReportRecord, 'itemId' | 'at'>[]> {
  const since = { itemId: { $in: [...itemIds] }, at: { $gte: from } };
  return ReportModel.find(since, { _id: 0, itemId: 1, at: 1 }).lean<Pick<ReportRecord, 'itemId' | 'at'>[]>();
}

/** Where somebody stands in, as a moderator or as whom it is about. */
export async function readItemsNaming(personId: string): Promise<ReviewRecord[]> {
  // Of a long history the beginning is not kept: who decided, or was given it, may stand nowhere else.
  const places = ['steps.by', 'steps.to', 'claim.by', 'assigned', 'outcome.by', 'subject', 'against.by'];
  const each = places.map((place) => ({ [`${place}.personId`]: personId }));
  return (await Promise.all(each.map((one) => ReviewModel.find(one).lean<ReviewRecord[]>()))).flat();
}

/** The first first. */
export async function readReports(itemId: string): Promise<ReportRecord[]> {
  return ReportModel.find({ itemId }).sort({ at: 1 }).lean<ReportRecord[]>();
}

/** What somebody has reported, the latest first. */
export async function readReportsBy(personId: string, most: number): Promise<ReportRecord[]> {
  return ReportModel.find({ 'by.personId': personId }).sort({ at: -1 }).limit(most).lean<ReportRecord[]>();
}

/** What is open and hidden because several people reported it. */
export async function readHidden(most: number): Promise<ReviewRecord[]> {
  // Nothing that is hidden is less urgent, and the index finds no more than those.
  return ReviewModel.find({ state: 'open', urgency: 2, 'hidden.isOn': true })
    .sort({ urgency: -1, openedAt: 1, _id: 1 })
    .limit(most)
    .lean<ReviewRecord[]>();
}

/** Decisions by which something was removed, the latest first. */
export async function readRemoved(most: number): Promise<ReviewRecord[]> {
  return ReviewModel.find({ state: 'resolved', 'outcome.act': 'remove', 'subject.kind': { $in: ['post', 'question'] } })
    .sort({ 'outcome.at': -1, _id: 1 })
    .limit(most)
    .lean<ReviewRecord[]>();
}

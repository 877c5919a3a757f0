import { batchById } from '../../platform/batch.ts';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { CountsModel, TellingModel, type CountsRecord, type TellingRecord } from './model.ts';

export type { CountsRecord, TellingRecord } from './model.ts';

type Tried = Required<Pick<CountsRecord, 'threadId' | 'no' | 'tried' | 'triedRev'>>;

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export const findTelling: (threadId: string) => Promise<TellingRecord | null> = batchById((ids) =>
  TellingModel.find({ _id: { $in: [...ids] } }).lean<TellingRecord[]>(),
);

/** Only ever moves forward. */
export async function advanceTelling({ _id, ...fields }: TellingRecord): Promise<void> {
  await retryOnDuplicate(() => TellingModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true }));
  await TellingModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, relaxed);
}

/** Each unless a newer one is there. */
export async function putCounts({ threadId, no, ...fields }: Omit<CountsRecord, 'tried' | 'triedRev'>): Promise<void> {
  const key = { threadId, no };
  await retryOnDuplicate(() => CountsModel.updateOne(key, { $setOnInsert: fields }, { ...relaxed, upsert: true }));
  await CountsModel.updateOne({ ...key, rev: { $lt: fields.rev } }, { $set: fields }, relaxed);
}

/** The same, with a number of its own: neither waits for the other. */
export async function putTried({ threadId, no, ...fields }: Tried): Promise<void> {
  const key = { threadId, no };
  const start = { $setOnInsert: { ...fields, counts: {}, rev: 0 } };
  await retryOnDuplicate(() => CountsModel.updateOne(key, start, { ...relaxed, upsert: true }));
  const older = [{ triedRev: { $lt: fields.triedRev } }, { triedRev: { $exists: false } }];
  await CountsModel.updateOne({ ...key, $or: older }, { $set: fields }, relaxed);
}

/** Of posts `from` to `to`, in order; of which nothing was ever said is missing. */
export async function readCounts(threadId: string, from: number, to: number): Promise<CountsRecord[]> {
  return CountsModel.find({ threadId, no: { $gte: from, $lte: to } }, { _id: 0 })
    .sort({ no: 1 })
    .lean<CountsRecord[]>();
}

export async function findCounts(threadId: string, no: number): Promise<CountsRecord | null> {
  return CountsModel.findOne({ threadId, no }, { _id: 0 }).lean<CountsRecord>();
}

import type { EntryVisits } from '@hearth/shared/entry-counts/entity';
import { batchById } from '../../platform/batch.ts';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { CountsModel, VisitsModel, type CountsRecord, type VisitsRecord } from './model.ts';

export type { CountsRecord } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export const findCounts: (entryId: string) => Promise<CountsRecord | null> = batchById(async (ids: readonly string[]) =>
  CountsModel.find({ _id: { $in: [...ids] } }).lean<CountsRecord[]>(),
);

/** Only ever moves forward. */
export async function advanceCounts({ _id, ...fields }: CountsRecord): Promise<void> {
  await retryOnDuplicate(() => CountsModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true }));
  await CountsModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, relaxed);
}

export async function findVisits(entryId: string): Promise<EntryVisits | null> {
  return VisitsModel.findById(entryId, { _id: 0 }).lean<EntryVisits>();
}

/** Adds to what was counted before. */
export async function addVisits(counted: ReadonlyMap<string, EntryVisits>): Promise<void> {
  const changes = [...counted].map(([_id, { views, downloads }]) => ({
    updateOne: { filter: { _id }, update: { $inc: { views, downloads } }, upsert: true },
  }));
  await VisitsModel.bulkWrite(changes, { ordered: false, ...relaxed });
}

export async function forgetVisits(_id: string): Promise<void> {
  await VisitsModel.deleteOne({ _id } satisfies Partial<VisitsRecord>);
}

import type { EntryVisits } from '@hearth/shared/entry-counts/entity';
import { batchById } from '../../platform/batch.ts';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { CountsModel, VisitsModel, type CountsRecord, type DatedCounts, type VisitsRecord } from './model.ts';

export type { CountsRecord, DatedCounts } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export const findCounts: (entryId: string) => Promise<CountsRecord | null> = batchById(async (ids: readonly string[]) =>
  CountsModel.find({ _id: { $in: [...ids] } }).lean<CountsRecord[]>(),
);

/** Only ever moves forward. The store dates each write, so that whoever keeps an order by them learns of it. */
export async function advanceCounts({ _id, ...fields }: CountsRecord): Promise<void> {
  const $currentDate = { keptAt: true } as const;
  const start = { $setOnInsert: fields, $currentDate };
  const next = () => CountsModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields, $currentDate }, relaxed);
  if ((await next()).matchedCount > 0) return;
  const { upsertedCount } = await retryOnDuplicate(() =>
    CountsModel.updateOne({ _id }, start, { ...relaxed, upsert: true }),
  );
  if (upsertedCount === 0) await next();
}

const DATED = '_id tried thanks keptAt';
/** So many come from the store at once. */
const BATCH = 1_000;

/** When the store last wrote counts, by its own clock; the beginning of time where it never did. */
export async function newestCountsAt(): Promise<Date> {
  const [newest] = await CountsModel.find({}).sort({ keptAt: -1 }).limit(1).select('keptAt').lean<DatedCounts[]>();
  return newest?.keptAt ?? new Date(0);
}

export function readAllCounts(): AsyncIterable<DatedCounts> {
  return CountsModel.find({}).select(DATED).lean<DatedCounts>().cursor({ batchSize: BATCH });
}

/** What was written after a time, in that order. */
export function readCountsSince(since: Date): AsyncIterable<DatedCounts> {
  const changed = CountsModel.find({ keptAt: { $gt: since } }).sort({ keptAt: 1 });
  return changed.select(DATED).lean<DatedCounts>().cursor({ batchSize: BATCH });
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

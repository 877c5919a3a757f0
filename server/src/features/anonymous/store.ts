import type { PersonId } from '@hearth/shared/kernel/ids';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import {
  AskedModel,
  AskerModel,
  OpeningModel,
  type AskedRecord,
  type AskerRecord,
  type OpeningRecord,
} from './model.ts';

export type { AskerRecord, OpeningRecord } from './model.ts';

export async function findAsker(id: string): Promise<AskerRecord | null> {
  return AskerModel.findById(id).lean<AskerRecord>();
}

/** Leaves the one who is there. Flushed: no event could bring it back. */
export async function insertAsker({ _id, tag, sealed }: AskerRecord): Promise<void> {
  await retryOnDuplicate(() => AskerModel.updateOne({ _id }, { $setOnInsert: { tag, sealed } }, { upsert: true }));
}

/** One after the other: whose it is can only be tried. */
export function eachAsker(): AsyncIterable<AskerRecord> {
  return AskerModel.find({}).lean<AskerRecord[]>().cursor({ batchSize: 1_000 });
}

export async function replaceAsker({ _id, tag, sealed }: AskerRecord): Promise<void> {
  await AskerModel.updateOne({ _id }, { $set: { tag, sealed } });
}

export async function readAsked(ids: readonly string[]): Promise<AskedRecord[]> {
  return AskedModel.find({ _id: { $in: ids } }).lean<AskedRecord[]>();
}

/** Leaves the one that is there. */
export async function insertAsked({ _id, sealed }: AskedRecord): Promise<void> {
  await retryOnDuplicate(() => AskedModel.updateOne({ _id }, { $setOnInsert: { sealed } }, { upsert: true }));
}

export async function replaceAsked({ _id, sealed }: AskedRecord): Promise<void> {
  await AskedModel.updateOne({ _id }, { $set: { sealed } });
}

/** Flushed before anything is shown. */
export async function insertOpening({ _id, ...fields }: OpeningRecord): Promise<void> {
  await retryOnDuplicate(() => OpeningModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
}

export async function findOpening(id: string): Promise<OpeningRecord | null> {
  return OpeningModel.findById(id).lean<OpeningRecord>();
}

/** The latest first. */
export async function readOpenings(askerId: string): Promise<OpeningRecord[]> {
  return OpeningModel.find({ askerId }).sort({ at: -1, _id: 1 }).lean<OpeningRecord[]>();
}

export async function countOpenings(askerId: string): Promise<number> {
  return OpeningModel.countDocuments({ askerId });
}

export async function readOpeningsBy(personId: PersonId): Promise<OpeningRecord[]> {
  return OpeningModel.find({ 'by.personId': personId }).sort({ at: 1, _id: 1 }).lean<OpeningRecord[]>();
}

/** What they wrote stays: whoever asked was promised to read it. True when there was any. */
export async function forgetOpener(personId: PersonId): Promise<boolean> {
  return (await OpeningModel.updateMany({ 'by.personId': personId }, { $set: { by: null } })).modifiedCount > 0;
}

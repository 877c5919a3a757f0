import type { PersonId } from '@hearth/shared/kernel/ids';
import type { CollectionState } from '@hearth/shared/collections/entity';
import { batchById } from '../../platform/batch.ts';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { CollectionModel, type CollectionRecord } from './model.ts';

export type { CollectionRecord, RowRecord } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export const findCollection: (id: string) => Promise<CollectionRecord | null> = batchById(
  async (ids: readonly string[]) => CollectionModel.find({ _id: { $in: [...ids] } }).lean<CollectionRecord[]>(),
);

/** Only ever moves forward. */
export async function advanceCollection({ _id, ...fields }: CollectionRecord): Promise<void> {
  const start = { $setOnInsert: fields };
  await retryOnDuplicate(() => CollectionModel.updateOne({ _id }, start, { ...relaxed, upsert: true }));
  await CollectionModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, relaxed);
}

/** Whether what event `seq` made of it can be lost no more. */
export async function isCollectionDurable(_id: string, seq: number): Promise<boolean> {
  return (await CollectionModel.exists({ _id, seq: { $gte: seq } }).readConcern('majority')) !== null;
}

interface Wanted {
  readonly states: readonly CollectionState[];
  /** Null: whoever it is for. */
  readonly circles: readonly string[] | null;
}

/** The newest first. */
export async function readCollections(
  { states, circles }: Wanted,
  after: { readonly at: Date; readonly id: string } | null,
  most: number,
): Promise<CollectionRecord[]> {
  const wanted = {
    state: { $in: [...states] },
    ...(circles && { circles: { $in: [...circles] } }),
    ...(after && { at: { $lte: after.at }, $or: [{ at: { $lt: after.at } }, { _id: { $gt: after.id } }] }),
  };
  return CollectionModel.find(wanted).sort({ at: -1, _id: 1 }).limit(most).lean<CollectionRecord[]>();
}

/** Those an entry stands in. */
export async function readCollectionsOf(entryId: string): Promise<CollectionRecord[]> {
  return CollectionModel.find({ 'rows.entryId': entryId }).sort({ _id: 1 }).lean<CollectionRecord[]>();
}

/** All that somebody began, whatever became of it. */
export async function readCollectionsBy(personId: PersonId): Promise<CollectionRecord[]> {
  return CollectionModel.find({ 'by.personId': personId }).lean<CollectionRecord[]>();
}

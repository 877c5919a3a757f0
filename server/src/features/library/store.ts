import type { PersonId } from '@hearth/shared/kernel/ids';
import type { EntryKind, EntryState, PartLanguage } from '@hearth/shared/library/entity';
import { batchById } from '../../platform/batch.ts';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { EntryModel, ListModel, type EntryRecord, type ListRecord } from './model.ts';

export type { EntryRecord, FilePart, LinkPart, ListRecord, PartRecord, PicturePart } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export const findEntry: (id: string) => Promise<EntryRecord | null> = batchById(async (ids: readonly string[]) =>
  EntryModel.find({ _id: { $in: [...ids] } }).lean<EntryRecord[]>(),
);

/** Only ever moves forward. */
export async function advanceEntry({ _id, ...fields }: EntryRecord): Promise<void> {
  const start = { $setOnInsert: fields };
  await retryOnDuplicate(() => EntryModel.updateOne({ _id }, start, { ...relaxed, upsert: true }));
  await EntryModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, relaxed);
}

/** Whether what event `seq` made of it can be lost no more. */
export async function isEntryDurable(_id: string, seq: number): Promise<boolean> {
  return (await EntryModel.exists({ _id, seq: { $gte: seq } }).readConcern('majority')) !== null;
}

/** The last one of the page before. */
export interface Cursor {
  readonly at: Date;
  readonly id: string;
}

interface Wanted {
  readonly kind?: EntryKind | undefined;
  readonly language?: PartLanguage | undefined;
  /** Null: whoever it is for. */
  readonly circles: readonly string[] | null;
}

/** Published ones, the newest first. */
export async function readPublished(
  { kind, language, circles }: Wanted,
  after: Cursor | null,
  most: number,
): Promise<EntryRecord[]> {
  const wanted = {
    state: 'published' as const,
    ...(kind && { kind }),
    ...(language && { languages: language }),
    ...(circles && { circles: { $in: [...circles] } }),
    ...(after && {
      publishedAt: { $lte: after.at },
      $or: [{ publishedAt: { $lt: after.at } }, { _id: { $gt: after.id } }],
    }),
  };
  return EntryModel.find(wanted).sort({ publishedAt: -1, _id: 1 }).limit(most).lean<EntryRecord[]>();
}

/** What waits for a curator, the longest waiting first. */
export async function readSubmitted(after: Cursor | null, most: number): Promise<EntryRecord[]> {
  const wanted = {
    state: 'submitted' as const,
    ...(after && { at: { $gte: after.at }, $or: [{ at: { $gt: after.at } }, { _id: { $gt: after.id } }] }),
  };
  return EntryModel.find(wanted).sort({ at: 1, _id: 1 }).limit(most).lean<EntryRecord[]>();
}

export async function countSubmitted(): Promise<number> {
  return EntryModel.countDocuments({ state: 'submitted' });
}

/** What somebody has given and is still there, the latest change first. */
export async function readOwn(personId: PersonId, after: Cursor | null, most: number): Promise<EntryRecord[]> {
  const wanted = {
    'by.personId': personId,
    state: { $ne: 'removed' as const },
    ...(after && { at: { $lte: after.at }, $or: [{ at: { $lt: after.at } }, { _id: { $gt: after.id } }] }),
  };
  return EntryModel.find(wanted).sort({ at: -1, _id: 1 }).limit(most).lean<EntryRecord[]>();
}

export async function countOwn(personId: PersonId, states: readonly EntryState[]): Promise<number> {
  return EntryModel.countDocuments({ 'by.personId': personId, state: { $in: [...states] } });
}

/** All that is somebody's, whatever became of it. */
export async function readGivenBy(personId: PersonId): Promise<EntryRecord[]> {
  return EntryModel.find({ 'by.personId': personId }).lean<EntryRecord[]>();
}

/** All that somebody has decided about. */
export async function readDecidedBy(personId: PersonId): Promise<EntryRecord[]> {
  const [decided, published] = await Promise.all([
    EntryModel.find({ 'decidedBy.personId': personId }).lean<EntryRecord[]>(),
    EntryModel.find({ 'publishedBy.personId': personId }).lean<EntryRecord[]>(),
  ]);
  return [...new Map([...decided, ...published].map((one) => [one._id, one])).values()];
}

export async function findList(id: string): Promise<ListRecord | null> {
  return ListModel.findById(id).lean<ListRecord>();
}

/** Only ever moves forward. */
export async function advanceList({ _id, ...fields }: ListRecord): Promise<void> {
  await retryOnDuplicate(() => ListModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true }));
  await ListModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, relaxed);
}

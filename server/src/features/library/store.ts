import type { PersonId } from '@hearth/shared/kernel/ids';
import type { EntryState } from '@hearth/shared/library/entity';
import { batchById } from '../../platform/batch.ts';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { EntryModel, ListModel, type EntryRecord, type FoundRecord, type ListRecord } from './model.ts';

export type {
  AskedRecord,
  CaptionsRecord,
  CoverRecord,
  EntryRecord,
  FilePart,
  FoundRecord,
  LinkPart,
  NoteRecord,
  ListRecord,
  OtherVersion,
  PartRecord,
  PicturePart,
  VersionRecord,
  VersionsRecord,
} from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

/** So many come from the store at once. */
const BATCH = 1_000;

export const findEntry: (id: string) => Promise<EntryRecord | null> = batchById(async (ids: readonly string[]) =>
  EntryModel.find({ _id: { $in: [...ids] } }).lean<EntryRecord[]>(),
);

/** Only ever moves forward. The store dates each write, so that whoever keeps an index of them learns of it. */
export async function advanceEntry({ _id, ...fields }: EntryRecord): Promise<void> {
  const $currentDate = { keptAt: true } as const;
  const start = { $setOnInsert: fields, $currentDate };
  const next = () => EntryModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields, $currentDate }, relaxed);
  if ((await next()).matchedCount > 0) return;
  const { upsertedCount } = await retryOnDuplicate(() =>
    EntryModel.updateOne({ _id }, start, { ...relaxed, upsert: true }),
  );
  if (upsertedCount === 0) await next();
}

/** Whether what event `seq` made of it can be lost no more. */
export async function isEntryDurable(_id: string, seq: number): Promise<boolean> {
  return (await EntryModel.exists({ _id, seq: { $gte: seq } }).readConcern('majority')) !== null;
}

/** What says who may read these, and no more of them. */
export async function readStandings(ids: readonly string[]): Promise<StandingRecord[]> {
  const fields = { by: 1, audience: 1, groups: 1, state: 1, publishedAt: 1, reason: 1 } as const;
  return EntryModel.find({ _id: { $in: [...ids] } }, fields).lean<StandingRecord[]>();
}

type StandingRecord = Pick<EntryRecord, '_id' | 'by' | 'audience' | 'groups' | 'state' | 'publishedAt' | 'reason'>;

/** The last one of the page before. */
export interface Cursor {
  readonly at: Date;
  readonly id: string;
}

const FOUND = '_id kind title languages circles facets state publishedAt keptAt';

/** When the store last wrote an entry, by its own clock; the beginning of time where it never did. */
export async function newestKeptAt(): Promise<Date> {
  const [newest] = await EntryModel.find({}).sort({ keptAt: -1 }).limit(1).select('keptAt').lean<FoundRecord[]>();
  return newest?.keptAt ?? new Date(0);
}

export function readAllPublished(): AsyncIterable<FoundRecord> {
  return EntryModel.find({ state: 'published' }).select(FOUND).lean<FoundRecord>().cursor({ batchSize: BATCH });
}

/** What was written after a time, whatever became of it, in that order. */
export function readChanged(since: Date): AsyncIterable<FoundRecord> {
  const changed = EntryModel.find({ keptAt: { $gt: since } }).sort({ keptAt: 1 });
  return changed.select(FOUND).lean<FoundRecord>().cursor({ batchSize: BATCH });
}

/** Those of these that there are, in their order. */
export async function readEntries(ids: readonly string[]): Promise<EntryRecord[]> {
  const found = new Map(
    (await EntryModel.find({ _id: { $in: [...ids] } }).lean<EntryRecord[]>()).map((one) => [one._id, one]),
  );
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** What was sent, and what was hidden, which only a curator shows again. */
const WAITING = ['submitted', 'hidden'] as const satisfies readonly EntryState[];

/** What waits for a curator, the longest waiting first. Each state by itself, in the order of its index. */
export async function readWaiting(after: Cursor | null, most: number): Promise<EntryRecord[]> {
  const found = await Promise.all(WAITING.map((state) => readInState(state, after, most)));
  return found.flat().sort(byWait).slice(0, most);
}

async function readInState(state: EntryState, after: Cursor | null, most: number): Promise<EntryRecord[]> {
  const wanted = {
    state,
    ...(after && { at: { $gte: after.at }, $or: [{ at: { $gt: after.at } }, { _id: { $gt: after.id } }] }),
  };
  return EntryModel.find(wanted).sort({ at: 1, _id: 1 }).limit(most).lean<EntryRecord[]>();
}

function byWait(one: EntryRecord, other: EntryRecord): number {
  return one.at.getTime() - other.at.getTime() || (one._id < other._id ? -1 : 1);
}

/** Of which a new version waits, the longest waiting first. */
export async function readRenewed(after: Cursor | null, most: number): Promise<EntryRecord[]> {
  const from = after?.at ?? new Date(0);
  const wanted = {
    'versions.proposed.at': { $gte: from },
    state: 'published' as const,
    ...(after && { $or: [{ 'versions.proposed.at': { $gt: from } }, { _id: { $gt: after.id } }] }),
  };
  return EntryModel.find(wanted).sort({ 'versions.proposed.at': 1, _id: 1 }).limit(most).lean<EntryRecord[]>();
}

export async function countRenewed(): Promise<number> {
  return EntryModel.countDocuments({ 'versions.proposed.at': { $gte: new Date(0) }, state: 'published' });
}

/** What of somebody's others read, and a curator has looked at. */
export async function countSeenBy(personId: PersonId): Promise<number> {
  const shown: EntryState[] = ['published', 'archived'];
  return EntryModel.countDocuments({ 'by.personId': personId, state: { $in: shown }, isUnreviewed: false });
}

/** What of somebody's is hidden, or was removed by curators: what one discards oneself has no reason. */
export async function countStopped(personId: PersonId): Promise<number> {
  const stopped = [{ state: 'hidden' as const }, { state: 'removed' as const, reason: { $ne: '' } }];
  return EntryModel.countDocuments({ 'by.personId': personId, $or: stopped });
}

/** All with a version of somebody's. */
export async function readVersionsBy(personId: PersonId): Promise<EntryRecord[]> {
  const found = await Promise.all(
    ['current', 'past', 'proposed'].map((one) =>
      EntryModel.find({ [`versions.${one}.by.personId`]: personId }).lean<EntryRecord[]>(),
    ),
  );
  return [...new Map(found.flat().map((one) => [one._id, one])).values()];
}

export async function countWaiting(): Promise<number> {
  return EntryModel.countDocuments({ state: { $in: [...WAITING] } });
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

/** All that somebody has decided about, or asked others for. */
export async function readDecidedBy(personId: PersonId): Promise<EntryRecord[]> {
  const [decided, published, suggested] = await Promise.all([
    EntryModel.find({ 'decidedBy.personId': personId }).lean<EntryRecord[]>(),
    EntryModel.find({ 'publishedBy.personId': personId }).lean<EntryRecord[]>(),
    EntryModel.find({ 'suggestedBy.personId': personId }).lean<EntryRecord[]>(),
  ]);
  return [...new Map([...decided, ...published, ...suggested].map((one) => [one._id, one])).values()];
}

/** All that names somebody, or would. */
export async function readNaming(personId: PersonId): Promise<EntryRecord[]> {
  return EntryModel.find({ 'note.asked.by.personId': personId }).lean<EntryRecord[]>();
}

export async function findList(id: string): Promise<ListRecord | null> {
  return ListModel.findById(id).lean<ListRecord>();
}

/** Only ever moves forward. */
export async function advanceList({ _id, ...fields }: ListRecord): Promise<void> {
  await retryOnDuplicate(() => ListModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true }));
  await ListModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, relaxed);
}

/** By their ids: all, or those for some. Null: whoever it is for. */
export async function readAfter(
  id: string,
  most: number,
  among: { readonly circles: readonly string[] | null } | null,
): Promise<EntryRecord[]> {
  const { circles = null } = among ?? {};
  const wanted = {
    _id: { $gt: id },
    ...(among && { state: 'published' as const }),
    ...(circles && { circles: { $in: [...circles] } }),
  };
  return EntryModel.find(wanted).sort({ _id: 1 }).limit(most).lean<EntryRecord[]>();
}

/**
 * Published ones that are to be looked at by now, the longest due first: those that are nobody's, and those of owners who have
 * said nothing since `askedBefore`.
 */
export async function readDue(
  { now, askedBefore }: { readonly now: Date; readonly askedBefore: Date },
  after: Cursor | null,
  most: number,
): Promise<EntryRecord[]> {
  const from = after?.at ?? new Date(0);
  const next = after ? [{ $or: [{ reviewAt: { $gt: from } }, { _id: { $gt: after.id } }] }] : [];
  const wanted = {
    state: 'published' as const,
    reviewAt: { $gte: from, $lte: now },
    $and: [{ $or: [{ by: null }, { reviewAt: { $lte: askedBefore } }] }, ...next],
  };
  return EntryModel.find(wanted).sort({ reviewAt: 1, _id: 1 }).limit(most).lean<EntryRecord[]>();
}

/** Those that were made of practice notes: there are few. */
export async function readOfNotes(): Promise<Pick<EntryRecord, '_id' | 'seq'>[]> {
  const found = EntryModel.find({ 'note.threadId': { $gt: '' } }, { seq: 1 });
  return found.lean<Pick<EntryRecord, '_id' | 'seq'>[]>();
}

/** Archived ones that lead to another one: their ids. */
export async function readSucceededBy(successor: string, most: number): Promise<string[]> {
  const found = EntryModel.find({ successor, state: 'archived' }, { _id: 1 }).limit(most);
  return (await found.lean<Pick<EntryRecord, '_id'>[]>()).map(({ _id }) => _id);
}

/** What came in tables by these keys, and was not removed. */
export async function findImported(keys: readonly string[]): Promise<Pick<EntryRecord, '_id' | 'imported'>[]> {
  const wanted = { 'imported.key': { $in: [...keys] }, state: { $ne: 'removed' as const } };
  return EntryModel.find(wanted, { imported: 1 }).lean<Pick<EntryRecord, '_id' | 'imported'>[]>();
}

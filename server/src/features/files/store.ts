import { batchById } from '../../platform/batch.ts';
import { isDuplicate } from '../../platform/retry-on-duplicate.ts';
import { FileModel, type FileRecord, type PieceRecord } from './model.ts';

export type { FileRecord, FormRecord } from './model.ts';

export const findFile: (id: string) => Promise<FileRecord | null> = batchById(async (ids: readonly string[]) =>
  FileModel.find({ _id: { $in: [...ids] } }).lean<FileRecord[]>(),
);

/** False where there is one of this id. */
export async function insertFile(file: FileRecord): Promise<boolean> {
  try {
    await FileModel.create(file);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Sizes of what somebody has sent since, the unfinished too. */
export async function readSentSince(ownerId: string, since: Date) {
  return FileModel.find({ ownerId, at: { $gte: since } }, { size: 1, state: 1, use: 1 }).lean<
    Pick<FileRecord, 'size' | 'state' | 'use'>[]
  >();
}

export async function readFilesOf(ownerId: string): Promise<FileRecord[]> {
  return FileModel.find({ ownerId }).sort({ at: 1, _id: 1 }).lean<FileRecord[]>();
}

export async function readIdsAt(subject: string): Promise<string[]> {
  const found = await FileModel.find({ subject }, { _id: 1 }).lean<Pick<FileRecord, '_id'>[]>();
  return found.map(({ _id }) => _id);
}

type Kept = Pick<FileRecord, '_id' | 'forms' | 'kind' | 'pieces'>;

/** One after the other, for whoever goes through all of them. */
export function readReady(): AsyncIterable<Kept> {
  return FileModel.find({ state: 'ready' }, { forms: 1, kind: 1, pieces: 1 }).lean<Kept>().cursor();
}

/** What of everybody's is not done yet. */
export async function readArriving() {
  return FileModel.find({ state: 'arriving' }, { size: 1, received: 1, isWaiting: 1, at: 1 }).lean<
    Pick<FileRecord, 'size' | 'received' | 'isWaiting' | 'at'>[]
  >();
}

/** Null where the upload stands elsewhere by now, or is over. */
export async function addPiece(
  { _id, received, size }: Pick<FileRecord, '_id' | 'received' | 'size'>,
  piece: PieceRecord,
): Promise<FileRecord | null> {
  const after = received + piece.size;
  return FileModel.findOneAndUpdate(
    { _id, received, state: 'arriving' },
    { $push: { pieces: piece }, $set: { received: after, isWaiting: after === size } },
    { returnDocument: 'after' },
  ).lean<FileRecord>();
}

type Made = Pick<FileRecord, 'forms' | 'kind'> & { readonly sha256: string } & Partial<
    Pick<FileRecord, 'pieces' | 'size' | 'hints' | 'toLook'>
  >;

/** What was sent is still there, to be deleted. False where it is gone, or there was an end to it already. */
export async function finishFile(_id: string, made: Made): Promise<boolean> {
  return end(_id, { ...made, state: 'ready' });
}

export async function refuseFile(_id: string, reason: string, line = 0): Promise<boolean> {
  return end(_id, { state: 'refused', reason, pieces: [], ...(line > 0 && { line }) });
}

async function end(_id: string, fields: Partial<FileRecord>): Promise<boolean> {
  const { modifiedCount } = await FileModel.updateOne(
    { _id, state: 'arriving' },
    { $set: { ...fields, isWaiting: false } },
  );
  return modifiedCount === 1;
}

/** False where somebody has looked before, and where it is gone. */
export async function noteLooked(_id: string, looked: Pick<FileRecord, 'hints' | 'words'>): Promise<boolean> {
  const { modifiedCount } = await FileModel.updateOne(
    { _id, state: 'ready', toLook: true },
    { $set: { ...looked, toLook: false } },
  );
  return modifiedCount === 1;
}

export async function readToLook(most: number): Promise<Pick<FileRecord, '_id' | 'ownerId'>[]> {
  return FileModel.find({ toLook: true }, { ownerId: 1 }).limit(most).lean<Pick<FileRecord, '_id' | 'ownerId'>[]>();
}

export async function forgetPieces(_id: string): Promise<void> {
  await FileModel.updateOne({ _id, state: 'ready' }, { $set: { pieces: [] } });
}

/** Null where it belongs to something by now, or is somebody else's. */
export async function setAlt(_id: string, ownerId: string, alt: string): Promise<FileRecord | null> {
  const own = { _id, ownerId, subject: null };
  return FileModel.findOneAndUpdate(own, { $set: { alt } }, { returnDocument: 'after' }).lean<FileRecord>();
}

const free = (now: Date) => [{ claim: null }, { 'claim.until': { $lte: now } }];

/** Of several commands that want it at once, one has it until then; again and again, if it asks again. */
export async function claimFile(
  { _id, ownerId }: { readonly _id: string; readonly ownerId: string },
  claim: NonNullable<FileRecord['claim']>,
  now: Date,
): Promise<boolean> {
  const { matchedCount } = await FileModel.updateOne(
    { _id, ownerId, state: 'ready', subject: null, $or: [...free(now), { 'claim.by': claim.by }] },
    { $set: { claim } },
  );
  return matchedCount === 1;
}

export async function releaseFiles(ids: readonly string[], by: string): Promise<void> {
  await FileModel.updateMany({ _id: { $in: [...ids] }, 'claim.by': by }, { $set: { claim: null } });
}

/** Once. */
export async function giveTo(_id: string, subject: string): Promise<void> {
  await FileModel.updateOne({ _id, state: 'ready', subject: null }, { $set: { subject, claim: null } });
}

export async function moveTo(_id: string, from: string, subject: string): Promise<void> {
  await FileModel.updateOne({ _id, subject: from }, { $set: { subject } });
}

/** It belongs to nothing any more, until it is given to something else. */
export async function freeFrom(_id: string, from: string): Promise<void> {
  await FileModel.updateOne({ _id, subject: from }, { $set: { subject: null } });
}

/** It stays, and says nothing any more of who sent it. */
export async function forgetOwner(_id: string): Promise<void> {
  await FileModel.updateOne({ _id }, { $set: { ownerId: null, name: '' } });
}

/** What a file has to be like; one of no subject is not about to get one either. */
export type Like = Partial<Pick<FileRecord, 'subject' | 'ownerId'>>;

/** Nobody sees it from here on; what is left of it goes next. False where it was not to be found like this. */
export async function hideFile(_id: string, like: Like, now: Date): Promise<boolean> {
  const { matchedCount } = await FileModel.updateOne(
    { _id, ...like, state: { $ne: 'gone' }, ...(like.subject === null && { $or: free(now) }) },
    { $set: { state: 'going', isWaiting: false } },
  );
  return matchedCount === 1;
}

/** Its id alone stays: words that name it would otherwise show what somebody else begins under it. */
export async function forgetFile(_id: string): Promise<void> {
  const nobody = { ownerId: null, subject: null, claim: null, name: '', alt: '', size: 0 };
  const nothing = {
    state: 'gone',
    reason: null,
    received: 0,
    isWaiting: false,
    pieces: [],
    sha256: null,
    forms: [],
    kind: null,
    hints: [],
    toLook: false,
    words: 0,
  };
  await FileModel.updateOne({ _id }, { $set: { ...nobody, ...nothing } });
}

import { batchById } from '../../platform/batch.ts';
import { isDuplicate } from '../../platform/retry-on-duplicate.ts';
import { FileModel, type FileRecord, type FormRecord, type PieceRecord } from './model.ts';

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
  return FileModel.find({ ownerId, at: { $gte: since } }, { size: 1, state: 1 }).lean<
    Pick<FileRecord, 'size' | 'state'>[]
  >();
}

export async function readFilesOf(ownerId: string): Promise<FileRecord[]> {
  return FileModel.find({ ownerId }).sort({ at: 1, _id: 1 }).lean<FileRecord[]>();
}

/** One after the other, for whoever goes through all of them. */
export function readReady(): AsyncIterable<Pick<FileRecord, '_id' | 'forms'>> {
  return FileModel.find({ state: 'ready' }, { forms: 1 }).lean<Pick<FileRecord, '_id' | 'forms'>>().cursor();
}

export async function countWaiting(): Promise<number> {
  return FileModel.countDocuments({ isWaiting: true });
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

interface Made {
  readonly sha256: string;
  readonly forms: readonly FormRecord[];
}

/** False where it is gone, or there was an end to it already. */
export async function finishFile(_id: string, made: Made): Promise<boolean> {
  return end(_id, { ...made, state: 'ready' });
}

export async function refuseFile(_id: string, reason: string): Promise<boolean> {
  return end(_id, { state: 'refused', reason });
}

async function end(_id: string, fields: Partial<FileRecord>): Promise<boolean> {
  const gone = { isWaiting: false, pieces: [] };
  const { modifiedCount } = await FileModel.updateOne({ _id, state: 'arriving' }, { $set: { ...fields, ...gone } });
  return modifiedCount === 1;
}

/** Null where it belongs to something by now, or is somebody else's. */
export async function setAlt(_id: string, ownerId: string, alt: string): Promise<FileRecord | null> {
  const own = { _id, ownerId, subject: null };
  return FileModel.findOneAndUpdate(own, { $set: { alt } }, { returnDocument: 'after' }).lean<FileRecord>();
}

/** Once; true also where it belongs to this already. */
export async function giveTo(_id: string, subject: string): Promise<boolean> {
  const { matchedCount } = await FileModel.updateOne(
    { _id, state: 'ready', subject: { $in: [null, subject] } },
    { $set: { subject } },
  );
  return matchedCount === 1;
}

/** It stays, and says nothing any more of who sent it. */
export async function forgetOwner(_id: string): Promise<void> {
  await FileModel.updateOne({ _id }, { $set: { ownerId: null, name: '' } });
}

/** Nobody sees it from here on; what is left of it goes next. Null where it was not to be found like this. */
export async function hideFile(_id: string, like: Partial<Pick<FileRecord, 'subject' | 'ownerId'>>) {
  return FileModel.findOneAndUpdate(
    { _id, ...like },
    { $set: { state: 'refused', isWaiting: false } },
  ).lean<FileRecord>();
}

export async function deleteFile(_id: string): Promise<void> {
  await FileModel.deleteOne({ _id });
}

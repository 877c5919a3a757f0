import type { ImportRowState, ImportState } from '@hearth/shared/imports/entity';
import type { PersonId } from '@hearth/shared/kernel/ids';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { ImportModel, ImportRowModel, type ImportRecord, type ImportRowRecord } from './model.ts';

export type { ImportRecord, ImportRowRecord } from './model.ts';

export async function findImport(id: string): Promise<ImportRecord | null> {
  return ImportModel.findById(id).lean<ImportRecord>();
}

/** Rows first: an import that is there has all of them. Harmless when it is done again. */
export async function putImport({ _id, ...fields }: ImportRecord, rows: readonly ImportRowRecord[]): Promise<void> {
  await ImportRowModel.deleteMany({ importId: _id });
  await ImportRowModel.insertMany(rows);
  await retryOnDuplicate(() => ImportModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
}

/** Further ones of an import that is being read. */
export async function addRows(rows: readonly ImportRowRecord[]): Promise<void> {
  if (rows.length > 0) await ImportRowModel.insertMany(rows);
}

export async function deleteRows(importId: string): Promise<void> {
  await ImportRowModel.deleteMany({ importId });
}

/** The line of the last row that is kept; 0 before there is any. */
export async function lastLine(importId: string): Promise<number> {
  const last = await ImportRowModel.findOne({ importId }, { line: 1 }).sort({ line: -1 }).lean<{ line: number }>();
  return last?.line ?? 0;
}

/** False where it is in another state by now. */
export async function turn(_id: string, from: ImportState, after: Partial<ImportRecord>): Promise<boolean> {
  return (await ImportModel.updateOne({ _id, state: from }, { $set: after })).matchedCount === 1;
}

/** The store deletes them then. */
export async function keepRows(importId: string, endsAt: Date): Promise<void> {
  await ImportRowModel.updateMany({ importId }, { $set: { endsAt } });
}

export async function readLatest(most: number): Promise<ImportRecord[]> {
  return ImportModel.find({}).sort({ at: -1, _id: 1 }).limit(most).lean<ImportRecord[]>();
}

export async function readUnderWay(): Promise<ImportRecord[]> {
  return ImportModel.find({ state: { $in: ['reading', 'running', 'undoing'] } }).lean<ImportRecord[]>();
}

export async function readRows(importId: string, from: number, most: number): Promise<ImportRowRecord[]> {
  return ImportRowModel.find({ importId, place: { $gte: from } })
    .sort({ place: 1 })
    .limit(most)
    .lean<ImportRowRecord[]>();
}

/** Of one state, in their order. */
export async function readRowsIn(importId: string, state: ImportRowState, most: number): Promise<ImportRowRecord[]> {
  return ImportRowModel.find({ importId, state }).sort({ line: 1 }).limit(most).lean<ImportRowRecord[]>();
}

export async function setRow(_id: string, state: ImportRowState): Promise<void> {
  await ImportRowModel.updateOne({ _id }, { $set: { state } });
}

export async function countRows(importId: string, state: ImportRowState): Promise<number> {
  return ImportRowModel.countDocuments({ importId, state });
}

export async function readImportsOf(personId: PersonId): Promise<ImportRecord[]> {
  return ImportModel.find({ 'by.personId': personId }).lean<ImportRecord[]>();
}

/** What they brought goes with its rows; what came of it is the library's. */
export async function forgetImporter(personId: PersonId): Promise<number> {
  const own = await readImportsOf(personId);
  const ids = own.map(({ _id }) => _id);
  await ImportRowModel.deleteMany({ importId: { $in: ids } });
  await ImportModel.deleteMany({ _id: { $in: ids } });
  const released = await ImportModel.updateMany({ 'releasedBy.personId': personId }, { $set: { releasedBy: null } });
  return own.length + released.modifiedCount;
}

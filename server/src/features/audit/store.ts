import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { AuditModel, AuditOutcomeModel, type AuditOutcomeRecord, type AuditRecord } from './model.ts';

export type { AuditOutcomeRecord, AuditRecord } from './model.ts';

/*
 * The log is added to and read. Nothing here changes or deletes a record, and a test looks that it stays so: `$setOnInsert` with
 * `upsert` writes what is not there and leaves what is.
 */

/** True when it was not there. Flushed before anything is done. */
export async function insertRecord({ _id, ...fields }: AuditRecord): Promise<boolean> {
  const put = () => AuditModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
  return (await retryOnDuplicate(put)).upsertedCount === 1;
}

export async function insertOutcome({ _id, ...fields }: AuditOutcomeRecord): Promise<void> {
  await retryOnDuplicate(() => AuditOutcomeModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
}

export async function readOutcomes(records: readonly string[]): Promise<AuditOutcomeRecord[]> {
  return AuditOutcomeModel.find({ record: { $in: [...records] } }).lean<AuditOutcomeRecord[]>();
}

export async function readByCommand(commandId: string): Promise<AuditRecord[]> {
  return AuditModel.find({ commandId }).lean<AuditRecord[]>();
}

/** Which entries are wanted; names as they stand in the log. */
export interface AuditWanted {
  readonly by?: string | undefined;
  readonly act?: string | undefined;
  readonly board?: string | undefined;
  readonly about?: string | undefined;
  /** At or after this place in the order. */
  readonly from?: string | undefined;
  /** Before it. */
  readonly to?: string | undefined;
  /** Of whoever may not read all: their own name, and the boards they moderate. */
  readonly among: { readonly by: string; readonly boards: readonly string[] } | null;
}

/** The latest first. */
export async function readLog(wanted: AuditWanted, most: number): Promise<AuditRecord[]> {
  const { by, act, board, about, from, to, among } = wanted;
  const span = { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lt: to }) };
  return AuditModel.find({
    ...(by !== undefined && { by }),
    ...(act !== undefined && { act }),
    ...(board !== undefined && { boards: board }),
    ...(about !== undefined && { about }),
    ...(Object.keys(span).length > 0 && { order: span }),
    ...(among && { $or: [{ by: among.by }, { boards: { $in: [...among.boards] } }] }),
  })
    .sort({ order: -1 })
    .limit(most)
    .lean<AuditRecord[]>();
}

/** All that somebody did, or that concerned them. */
export async function readWith(field: 'by' | 'about', name: string): Promise<AuditRecord[]> {
  return AuditModel.find({ [field]: name })
    .sort({ order: 1 })
    .lean<AuditRecord[]>();
}

export async function findRecord(id: string): Promise<AuditRecord | null> {
  return AuditModel.findById(id).lean<AuditRecord>();
}

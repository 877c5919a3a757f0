import type { PersonId } from '@hearth/shared/kernel/ids';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { PracticeModel, type PracticeRecord } from './model.ts';

export type { PracticeRecord, Section, SourceRecord } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export async function findPractice(id: string): Promise<PracticeRecord | null> {
  return PracticeModel.findById(id).lean<PracticeRecord>();
}

/** Only ever moves forward. */
export async function advancePractice({ _id, ...fields }: PracticeRecord): Promise<void> {
  const start = { $setOnInsert: fields };
  await retryOnDuplicate(() => PracticeModel.updateOne({ _id }, start, { ...relaxed, upsert: true }));
  // Made anew it may be somebody else's, who has a name.
  const next = { $set: fields, ...(!fields.alias && { $unset: { alias: 1 } }) };
  await PracticeModel.updateOne({ _id, seq: { $lt: fields.seq } }, next, relaxed);
}

/** Whether what event `seq` made of it can be lost no more. */
export async function isPracticeDurable(_id: string, seq: number): Promise<boolean> {
  return (await PracticeModel.exists({ _id, seq: { $gte: seq } }).readConcern('majority')) !== null;
}

/** Notes that somebody made. */
export async function readMadeBy(personId: PersonId): Promise<PracticeRecord[]> {
  return PracticeModel.find({ 'by.personId': personId }).lean<PracticeRecord[]>();
}

/** Notes that were made of somebody's posts. */
export async function readMadeOf(personId: PersonId): Promise<PracticeRecord[]> {
  return PracticeModel.find({ 'sources.by.personId': personId }).lean<PracticeRecord[]>();
}

/** Notes that were made without a name, or of what somebody wrote without one. There are few. */
export async function readMadeUnnamed(): Promise<PracticeRecord[]> {
  const some = { $gt: '' };
  return PracticeModel.find({ $or: [{ 'alias.askerId': some }, { 'sources.alias.askerId': some }] }).lean<
    PracticeRecord[]
  >();
}

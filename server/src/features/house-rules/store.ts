import type { NamedRule } from '@hearth/shared/house-rules/entity';
import type { PersonId } from '@hearth/shared/kernel/ids';
import { isDuplicate, retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import {
  ConsentModel,
  ReasonModel,
  RulesModel,
  type ConsentRecord,
  type ReasonRecord,
  type RulesRecord,
} from './model.ts';

export type { ConsentRecord, ReasonRecord, RulesRecord } from './model.ts';

/** False where there is one of that number, or of that command, already. */
export async function insertRules(record: RulesRecord): Promise<boolean> {
  try {
    await RulesModel.insertOne(record);
    return true;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return false;
  }
}

export async function findRulesOf(commandId: string): Promise<RulesRecord | null> {
  return RulesModel.findOne({ commandId }).lean<RulesRecord>();
}

/** Which versions there are, without their words; the newest first. */
export async function readVersions(): Promise<Pick<RulesRecord, '_id' | 'by' | 'at'>[]> {
  return RulesModel.find({}, { by: 1, at: 1 }).sort({ _id: -1 }).lean<Pick<RulesRecord, '_id' | 'by' | 'at'>[]>();
}

export async function findRules(version: number): Promise<RulesRecord | null> {
  return RulesModel.findById(version).lean<RulesRecord>();
}

/** What rules were called in each version, the newest first: the names alone, since every version is gone through. */
export async function readRuleNames(): Promise<NamedRule[]> {
  const versions = await RulesModel.find({}, { 'rules.id': 1, 'rules.title': 1 })
    .sort({ _id: -1 })
    .lean<{ rules: NamedRule[] }[]>();
  return versions.flatMap(({ rules }) => rules);
}

/** The versions that somebody published, the newest first. */
export async function readRulesBy(personId: PersonId): Promise<Pick<RulesRecord, '_id' | 'at' | 'changes'>[]> {
  return RulesModel.find({ 'by.personId': personId }, { at: 1, changes: 1 })
    .sort({ _id: -1 })
    .lean<Pick<RulesRecord, '_id' | 'at' | 'changes'>[]>();
}

/** The newest version, or the newest that was there at a time; null where nobody had published one. */
export async function findNewest(at: Date | null = null): Promise<RulesRecord | null> {
  return RulesModel.findOne(at ? { at: { $lte: at } } : {})
    .sort({ _id: -1 })
    .lean<RulesRecord>();
}

/** Of the newest version its number and what it says has changed: it is asked for by every page of somebody signed in. */
export async function findNewestChanges(): Promise<Pick<RulesRecord, '_id' | 'changes'> | null> {
  return RulesModel.findOne({}, { changes: 1 }).sort({ _id: -1 }).lean<Pick<RulesRecord, '_id' | 'changes'>>();
}

/** True when there was a version with the name of this person. */
export async function takeNameFromRules(personId: PersonId): Promise<boolean> {
  return (await RulesModel.updateMany({ 'by.personId': personId }, { $set: { by: null } })).modifiedCount > 0;
}

/** The first time counts. */
export async function keepConsent({ _id, ...fields }: ConsentRecord): Promise<void> {
  await retryOnDuplicate(() => ConsentModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
}

/** The latest version first. */
export async function readConsents(personId: string): Promise<ConsentRecord[]> {
  return ConsentModel.find({ personId }).sort({ version: -1 }).lean<ConsentRecord[]>();
}

export async function findLatestConsent(personId: string): Promise<ConsentRecord | null> {
  return ConsentModel.findOne({ personId }).sort({ version: -1 }).lean<ConsentRecord>();
}

export async function deleteConsents(personId: string): Promise<boolean> {
  return (await ConsentModel.deleteMany({ personId })).deletedCount > 0;
}

/** Under the id of the command that made it: twice is once. */
export async function keepReason({ _id, ...fields }: ReasonRecord): Promise<ReasonRecord | null> {
  await retryOnDuplicate(() => ReasonModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
  return findReason(_id);
}

export async function findReason(id: string): Promise<ReasonRecord | null> {
  return ReasonModel.findById(id).lean<ReasonRecord>();
}

export async function changeReason(
  _id: string,
  fields: Pick<ReasonRecord, 'ruleId' | 'words'>,
): Promise<ReasonRecord | null> {
  return ReasonModel.findOneAndUpdate({ _id }, { $set: fields }, { returnDocument: 'after' }).lean<ReasonRecord>();
}

export async function deleteReason(id: string): Promise<void> {
  await ReasonModel.deleteOne({ _id: id });
}

/** Of these boards, null for all of them; the oldest first. */
export async function readReasons(boardIds: readonly (string | null)[]): Promise<ReasonRecord[]> {
  return ReasonModel.find({ boardId: { $in: [...boardIds] } })
    .sort({ at: 1, _id: 1 })
    .lean<ReasonRecord[]>();
}

export async function countReasons(boardId: string | null): Promise<number> {
  return ReasonModel.countDocuments({ boardId });
}

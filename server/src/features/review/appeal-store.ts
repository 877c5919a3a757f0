import { isDuplicate } from '../../platform/retry-on-duplicate.ts';
import { AppealModel, type AppealRecord } from './appeal-model.ts';

export type { AppealRecord } from './appeal-model.ts';

/** Gives what is there by now: the same, or what was said before. */
export async function putAppeal({ _id, ...fields }: AppealRecord): Promise<AppealRecord> {
  try {
    await AppealModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  return (await findAppeal(_id)) ?? { _id, ...fields };
}

export async function findAppeal(id: string): Promise<AppealRecord | null> {
  return AppealModel.findById(id).lean<AppealRecord>();
}

export async function setAppealListed(_id: string): Promise<void> {
  await AppealModel.updateOne({ _id }, { $set: { isListed: true } });
}

/** Against what was decided by an item. */
export async function readAppealsAgainst(removalId: string): Promise<AppealRecord[]> {
  return AppealModel.find({ removalId }).lean<AppealRecord[]>();
}

/** What should stand in the queue by now. */
export async function readUnlistedAppeals(before: Date, most: number): Promise<AppealRecord[]> {
  return AppealModel.find({ isListed: false, at: { $lt: before } })
    .sort({ at: 1 })
    .limit(most)
    .lean<AppealRecord[]>();
}

/** Somebody's, the latest first. */
export async function readAppealsOf(names: readonly string[]): Promise<AppealRecord[]> {
  const found = await AppealModel.find({ name: { $in: [...names] } }).lean<AppealRecord[]>();
  return found.sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** True when there were any. */
export async function deleteAppealsOf(name: string): Promise<boolean> {
  return (await AppealModel.deleteMany({ name })).deletedCount > 0;
}

import { batchById } from '../../platform/batch.ts';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { BellSettingsModel, type BellSettingsRecord } from './settings-model.ts';

export type { BellSettingsRecord } from './settings-model.ts';

export const findSettings: (personId: string) => Promise<BellSettingsRecord | null> = batchById((ids) =>
  BellSettingsModel.find({ _id: { $in: [...ids] } }).lean<BellSettingsRecord[]>(),
);

export async function putSettings({ _id, ...fields }: BellSettingsRecord): Promise<void> {
  await retryOnDuplicate(() => BellSettingsModel.updateOne({ _id }, { $set: fields }, { upsert: true }));
}

/** False where the token is nobody's. */
export async function setStopped(stopHash: string, mailsStopped: boolean): Promise<boolean> {
  return (await BellSettingsModel.updateOne({ stopHash }, { $set: { mailsStopped } })).matchedCount === 1;
}

/** True when there were any. */
export async function deleteSettings(personId: string): Promise<boolean> {
  return (await BellSettingsModel.deleteOne({ _id: personId })).deletedCount === 1;
}

import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { WelcomeModel, type WelcomeRecord } from './welcome-model.ts';

export type { WelcomeRecord } from './welcome-model.ts';

export async function findWelcome(id: string): Promise<WelcomeRecord | null> {
  return WelcomeModel.findById(id).lean<WelcomeRecord>();
}

/** Begins with the first event. */
export async function advanceWelcome({ _id, ...fields }: WelcomeRecord): Promise<void> {
  const relaxed = { writeConcern: { w: 1, j: false } } as const;
  await retryOnDuplicate(() => WelcomeModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true }));
  await WelcomeModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, relaxed);
}

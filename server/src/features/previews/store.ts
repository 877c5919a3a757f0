import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { PreviewModel, type PreviewRecord } from './model.ts';

export type { PreviewRecord } from './model.ts';

/** Null where nobody has looked, or it was too long ago. */
export async function findKept(_id: string, now: Date): Promise<PreviewRecord | null> {
  return PreviewModel.findOne({ _id, endsAt: { $gt: now } }).lean<PreviewRecord>();
}

export async function keep({ _id, ...fields }: PreviewRecord): Promise<void> {
  await retryOnDuplicate(() => PreviewModel.updateOne({ _id }, { $set: fields }, { upsert: true }));
}

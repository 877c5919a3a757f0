import { retryOnDuplicate } from '../platform/retry-on-duplicate.ts';
import { ReactionModel } from './reaction-model.ts';

export async function rememberReactions(names: readonly string[], seenAt: Date): Promise<void> {
  const writes = names.map((_id) => ({ updateOne: { filter: { _id }, update: { $max: { seenAt } }, upsert: true } }));
  if (writes.length > 0) await retryOnDuplicate(() => ReactionModel.bulkWrite(writes, { ordered: false }));
}

/** Reactions that servers have told of since `since`, but for those that are known here. */
export async function readForeignReactions(own: readonly string[], since: Date): Promise<string[]> {
  return ReactionModel.distinct('_id', { _id: { $nin: [...own] }, seenAt: { $gte: since } });
}

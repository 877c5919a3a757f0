import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { LinkModel, type LinkRecord } from './model.ts';

/** Only ever moves forward. A post that links to none, and never did, has no document. */
export async function putLinks({ threadId, no, ...fields }: LinkRecord): Promise<void> {
  const key = { threadId, no };
  if (fields.entryIds.length > 0)
    await retryOnDuplicate(() => LinkModel.updateOne(key, { $setOnInsert: fields }, { upsert: true }));
  await LinkModel.updateOne({ ...key, rev: { $lt: fields.rev } }, { $set: fields });
}

/** The posts that link to an entry, the latest first; without those of some threads. */
export async function readLinksTo(entryId: string, most: number, but: readonly string[]): Promise<LinkRecord[]> {
  const wanted = { entryIds: entryId, ...(but.length > 0 && { threadId: { $nin: [...but] } }) };
  return LinkModel.find(wanted, { _id: 0 }).sort({ at: -1 }).limit(most).lean<LinkRecord[]>();
}

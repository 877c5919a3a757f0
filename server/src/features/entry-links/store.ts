import type mongoose from 'mongoose';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { LinkModel, type LinkRecord } from './model.ts';

/** Only ever moves forward, in one trip for all. A post that links to none, and never did, has no document. */
export async function putLinks(links: readonly LinkRecord[]): Promise<void> {
  const writes = links.flatMap(({ threadId, no, ...fields }): mongoose.mongo.AnyBulkWriteOperation<LinkRecord>[] => {
    const moved = { updateOne: { filter: { threadId, no, rev: { $lt: fields.rev } }, update: { $set: fields } } };
    const begun = { updateOne: { filter: { threadId, no }, update: { $setOnInsert: fields }, upsert: true } };
    return fields.entryIds.length > 0 ? [begun, moved] : [moved];
  });
  if (writes.length > 0) await retryOnDuplicate(() => LinkModel.bulkWrite(writes, { throwOnValidationError: true }));
}

/** The posts that link to an entry, the latest first; without those of some threads. */
export async function readLinksTo(entryId: string, most: number, but: readonly string[]): Promise<LinkRecord[]> {
  const wanted = { entryIds: entryId, ...(but.length > 0 && { threadId: { $nin: [...but] } }) };
  return LinkModel.find(wanted, { _id: 0 }).sort({ at: -1 }).limit(most).lean<LinkRecord[]>();
}

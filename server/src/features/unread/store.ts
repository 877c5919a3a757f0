import { isDuplicate } from '../../platform/retry-on-duplicate.ts';
import { UnreadModel, type UnreadRecord } from './model.ts';

export type { MarkedThread, UnreadRecord, UnreadThread } from './model.ts';

export async function findUnread(personId: string): Promise<UnreadRecord | null> {
  return UnreadModel.findById(personId).lean<UnreadRecord>();
}

/** In the place of revision `rev - 1`; false where somebody else was quicker. */
export async function putUnread({ _id, rev, ...fields }: UnreadRecord): Promise<boolean> {
  const written = { writeConcern: { w: 1, j: false } } as const;
  if (rev > 1)
    return (
      (await UnreadModel.updateOne({ _id, rev: rev - 1 }, { $set: { rev, ...fields } }, written)).matchedCount === 1
    );
  try {
    const first = { $setOnInsert: { rev, ...fields } };
    return (await UnreadModel.updateOne({ _id }, first, { ...written, upsert: true })).upsertedCount === 1;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return false;
  }
}

/** True when there was anything. */
export async function deleteUnread(personId: string): Promise<boolean> {
  return (await UnreadModel.deleteOne({ _id: personId })).deletedCount === 1;
}

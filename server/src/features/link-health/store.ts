import { retryOnDuplicate, isDuplicate } from '../../platform/retry-on-duplicate.ts';
import { HostModel, LinkModel, type HostRecord, type LinkRecord } from './model.ts';

export type { LinkRecord } from './model.ts';

export async function readLinksOf(entryIds: readonly string[]): Promise<LinkRecord[]> {
  return LinkModel.find({ entryId: { $in: [...entryIds] } }).lean<LinkRecord[]>();
}

export async function findLink(_id: string): Promise<LinkRecord | null> {
  return LinkModel.findById(_id).lean<LinkRecord>();
}

/** What is known of one that is there already stays. */
export async function putLink({ _id, ...fields }: LinkRecord): Promise<void> {
  await retryOnDuplicate(() => LinkModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
}

export async function forgetLinks(ids: readonly string[]): Promise<void> {
  await LinkModel.deleteMany({ _id: { $in: [...ids] } });
}

/** Nothing where it was forgotten meanwhile. */
export async function changeLink(_id: string, fields: Partial<LinkRecord>): Promise<void> {
  await LinkModel.updateOne({ _id }, { $set: fields });
}

/** The one of a host that is next, whether its turn has come or not. */
export async function findNext(host: string): Promise<LinkRecord | null> {
  return LinkModel.findOne({ host }).sort({ dueAt: 1 }).lean<LinkRecord>();
}

/** Hosts of which some link's turn has come. */
export async function readDueHosts(now: Date): Promise<string[]> {
  return LinkModel.distinct('host', { dueAt: { $lte: now } });
}

/** True where nobody asks it and nobody has a moment ago: then nobody else does until then. */
export async function takeHost(_id: string, now: Date, until: Date): Promise<boolean> {
  try {
    const taken = { $set: { freeAt: until } };
    const { matchedCount, upsertedCount } = await HostModel.updateOne({ _id, freeAt: { $lte: now } }, taken, {
      upsert: true,
    });
    return matchedCount + upsertedCount === 1;
  } catch (error) {
    // It is there, and not free: so it could not be put.
    if (isDuplicate(error)) return false;
    throw error;
  }
}

export async function freeHost(_id: string, freeAt: Date): Promise<void> {
  await HostModel.updateOne({ _id }, { $set: { freeAt } });
}

/** When it may be asked again. */
export async function freeAtOf(_id: string): Promise<Date | null> {
  return (await HostModel.findById(_id).lean<HostRecord>())?.freeAt ?? null;
}

interface Cursor {
  readonly at: Date;
  readonly id: string;
}

/** The longest first. */
export async function readBroken(after: Cursor | null, most: number): Promise<LinkRecord[]> {
  const wanted = {
    state: 'broken' as const,
    ...(after && { since: { $gte: after.at }, $or: [{ since: { $gt: after.at } }, { _id: { $gt: after.id } }] }),
  };
  return LinkModel.find(wanted).sort({ since: 1, _id: 1 }).limit(most).lean<LinkRecord[]>();
}

export async function countBroken(): Promise<number> {
  return LinkModel.countDocuments({ state: 'broken' });
}

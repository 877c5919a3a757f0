import { isDuplicate } from '../../platform/retry-on-duplicate.ts';
import { ScheduledModel, type ScheduledRecord } from './model.ts';

export type { ScheduledRecord } from './model.ts';

export async function findScheduled(id: string): Promise<ScheduledRecord | null> {
  return ScheduledModel.findById(id).lean<ScheduledRecord>();
}

/** In the place of the revision before; false where somebody else was quicker. */
export async function putScheduled({ _id, rev, ...fields }: ScheduledRecord): Promise<boolean> {
  if (rev > 1)
    return (await ScheduledModel.updateOne({ _id, rev: rev - 1 }, { $set: { rev, ...fields } })).matchedCount === 1;
  try {
    const first = { $setOnInsert: { rev, ...fields } };
    return (await ScheduledModel.updateOne({ _id }, first, { upsert: true })).upsertedCount === 1;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return false;
  }
}

const LISTED = ['waiting', 'appearing', 'stopped', 'refused'] as const;

/** Those of one person that have not appeared, the next one first. */
export async function readScheduled(personId: string): Promise<ScheduledRecord[]> {
  return ScheduledModel.find({ personId, state: { $in: [...LISTED] } })
    .sort({ at: 1 })
    .lean<ScheduledRecord[]>();
}

/** What waits on these boards, the next one first. */
export async function readWaiting(boardIds: readonly string[], most: number): Promise<ScheduledRecord[]> {
  return ScheduledModel.find({ boardId: { $in: [...boardIds] }, state: 'waiting' })
    .sort({ at: 1 })
    .limit(most)
    .lean<ScheduledRecord[]>();
}

export async function countScheduled(personId: string): Promise<number> {
  return ScheduledModel.countDocuments({ personId, state: { $in: [...LISTED] } });
}

/** Of what was discarded and can be brought back the latest stay. */
export async function forgetDiscarded(personId: string, most: number): Promise<void> {
  const older = await ScheduledModel.find({ personId, state: 'discarded' }, { _id: 1 })
    .sort({ endsAt: -1 })
    .skip(most)
    .lean<Pick<ScheduledRecord, '_id'>[]>();
  if (older.length > 0)
    await ScheduledModel.deleteMany({ _id: { $in: older.map(({ _id }) => _id) }, state: 'discarded' });
}

/** True when there were any. */
export async function deleteScheduled(personId: string): Promise<boolean> {
  return (await ScheduledModel.deleteMany({ personId })).deletedCount > 0;
}

import { batch } from '../platform/batch.ts';
import { retryOnDuplicate } from '../platform/retry-on-duplicate.ts';
import { JobModel, type JobRecord } from './model.ts';
import type { DueJob } from './turns.ts';

export type { JobRecord } from './model.ts';

/** What is known of a job that somebody runs. */
export type HeldJob = Pick<JobRecord, '_id' | 'beat'> & { readonly holder: string };

/** Keeps it; nothing where its key is known already. Those of one moment go together. */
export const putJob: (job: JobRecord) => Promise<void> = batch(async (jobs: readonly JobRecord[]) => {
  const writes = jobs.map(({ _id, ...fields }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true },
  }));
  await retryOnDuplicate(() => JobModel.bulkWrite(writes, { throwOnValidationError: true }));
  return jobs.map(() => undefined);
});

export async function deleteWaitingJob(_id: string): Promise<void> {
  await JobModel.deleteOne({ _id, status: 'waiting' });
}

/** The ids of jobs of a kind that are due, the oldest first. */
export async function findDue(kind: string, now: Date, most: number): Promise<string[]> {
  const found = await JobModel.find({ status: 'waiting', kind, at: { $lte: now } }, { _id: 1 })
    .sort({ at: 1, _id: 1 })
    .limit(most)
    .lean<Pick<JobRecord, '_id'>[]>();
  return found.map(({ _id }) => _id);
}

/** The same with whose they are. */
export async function readDue(kind: string, now: Date, most: number): Promise<DueJob[]> {
  return JobModel.find({ status: 'waiting', kind, at: { $lte: now } }, { about: 1 })
    .sort({ at: 1, _id: 1 })
    .limit(most)
    .lean<DueJob[]>();
}

/** The kinds of which something is due. */
export async function readDueKinds(now: Date): Promise<string[]> {
  return JobModel.distinct('kind', { status: 'waiting', at: { $lte: now } });
}

/** Takes the lease of a job that is due; null when somebody else was quicker. */
export async function takeJob(_id: string, holder: string, now: Date): Promise<JobRecord | null> {
  return JobModel.findOneAndUpdate(
    { _id, status: 'waiting', at: { $lte: now } },
    { $set: { status: 'running', holder, beat: 0 }, $inc: { attempts: 1 } },
    { returnDocument: 'after' },
  ).lean<JobRecord>();
}

/** Says that these runs go on. Gives those that still have their lease. */
export async function beatJobs(runs: readonly Omit<HeldJob, 'beat'>[]): Promise<ReadonlySet<string>> {
  const own = { _id: { $in: runs.map(({ _id }) => _id) }, holder: { $in: runs.map(({ holder }) => holder) } };
  const { matchedCount } = await JobModel.updateMany(own, { $inc: { beat: 1 } });
  if (matchedCount === runs.length) return new Set(runs.map(({ holder }) => holder));
  return new Set(await JobModel.distinct('holder', own));
}

/** Ends a run, if it still has the lease. */
export async function leaveJob(
  { _id, holder }: Omit<HeldJob, 'beat'>,
  to: Partial<Pick<JobRecord, 'status' | 'at' | 'attempts' | 'endsAt' | 'isKept'>>,
): Promise<void> {
  const unset = { holder: 1, ...(to.status === 'done' && { input: 1 }) } as const;
  await JobModel.updateOne({ _id, holder }, { $set: to, $unset: unset });
}

export async function readHeld(): Promise<HeldJob[]> {
  return JobModel.find({ status: 'running' }, { holder: 1, beat: 1 }).lean<HeldJob[]>();
}

/** Gives back what its holder has left; of several who see that, one does. */
export async function takeBack({ _id, holder, beat }: HeldJob): Promise<void> {
  await JobModel.updateOne(
    { _id, holder, beat, status: 'running' },
    { $set: { status: 'waiting' }, $unset: { holder: 1 } },
  );
}

/** True when there were any. */
export async function forgetJobs(about: string): Promise<boolean> {
  return (await JobModel.deleteMany({ about })).deletedCount > 0;
}

export async function countJobs(status: JobRecord['status']): Promise<number> {
  return JobModel.countDocuments({ status });
}

/** When the job that has waited longest was due. */
export async function findOldestDue(now: Date): Promise<Date | null> {
  const oldest = await JobModel.findOne({ status: 'waiting', at: { $lte: now } }, { at: 1 })
    .sort({ at: 1 })
    .lean<Pick<JobRecord, 'at'>>();
  return oldest?.at ?? null;
}

/** What was tried as often as it may be, the latest first. */
export async function readDead(): Promise<Pick<JobRecord, '_id' | 'at' | 'attempts'>[]> {
  return JobModel.find({ status: 'dead' }, { at: 1, attempts: 1 }).sort({ at: -1, _id: 1 }).lean<JobRecord[]>();
}

/** Has dead letters tried again from the beginning, one or all. Gives how many there were. */
export async function reviveDead(id: string | null, now: Date): Promise<number> {
  const dead = { status: 'dead', ...(id !== null && { _id: id }) } as const;
  const again = { status: 'waiting', at: now, attempts: 0 } as const;
  // First those that end only because they were put aside, or they might go before they are done.
  const kept = await JobModel.updateMany({ ...dead, isKept: true }, { $set: again, $unset: { endsAt: 1, isKept: 1 } });
  const others = await JobModel.updateMany(dead, { $set: again });
  return kept.modifiedCount + others.modifiedCount;
}

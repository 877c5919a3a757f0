import { isDuplicate } from '../../platform/retry-on-duplicate.ts';
import { StandingModel, type StandingRecord } from './model.ts';

export type { NoteRecord, SanctionRecord, StandingRecord, Untold } from './model.ts';

export async function findStanding(personId: string): Promise<StandingRecord | null> {
  return StandingModel.findById(personId).lean<StandingRecord>();
}

/** In the place of the revision before; false where somebody else was quicker. */
export async function putStanding({ _id, rev, ...fields }: StandingRecord): Promise<boolean> {
  if (rev > 1)
    return (await StandingModel.updateOne({ _id, rev: rev - 1 }, { $set: { rev, ...fields } })).matchedCount === 1;
  try {
    const first = { $setOnInsert: { rev, ...fields } };
    return (await StandingModel.updateOne({ _id }, first, { upsert: true })).upsertedCount === 1;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return false;
  }
}

/** Where nothing has changed meanwhile: what changed then has to be told anew. */
export async function setTold(_id: string, rev: number): Promise<void> {
  await StandingModel.updateOne({ _id, rev }, { $set: { untold: [], untoldSince: null } });
}

export async function readUntold(before: Date, most: number): Promise<StandingRecord[]> {
  return StandingModel.find({ untoldSince: { $lt: before } })
    .sort({ untoldSince: 1 })
    .limit(most)
    .lean<StandingRecord[]>();
}

/** Whom something holds at this moment, those first whose end comes first. */
export async function readInForce(now: Date, most: number): Promise<StandingRecord[]> {
  return StandingModel.find({ inForceUntil: { $gt: now } })
    .sort({ inForceUntil: 1, _id: 1 })
    .limit(most)
    .lean<StandingRecord[]>();
}

/** Whose appeal waits, the longest waiting first. */
export async function readAppeals(most: number): Promise<StandingRecord[]> {
  return StandingModel.find({ appealSince: { $gt: new Date(0) } })
    .sort({ appealSince: 1, _id: 1 })
    .limit(most)
    .lean<StandingRecord[]>();
}

export async function readNaming(personId: string, most: number): Promise<StandingRecord[]> {
  return StandingModel.find({ names: personId }).limit(most).lean<StandingRecord[]>();
}

export async function deleteStanding(personId: string): Promise<boolean> {
  return (await StandingModel.deleteOne({ _id: personId })).deletedCount > 0;
}

import { batchById } from '../../platform/batch.ts';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { HeldModel, type HeldRecord } from './model.ts';

export { WAITING_COMMANDS, type DecisionRecord, type HeldRecord, type WaitingCommand } from './model.ts';

/** The queue asks for many at once. */
export const findHeld: (id: string) => Promise<HeldRecord | null> = batchById((ids) =>
  HeldModel.find({ _id: { $in: [...ids] } }).lean<HeldRecord[]>(),
);

/** Unless it is there. */
export async function putHeld({ _id, ...fields }: HeldRecord): Promise<void> {
  await retryOnDuplicate(() => HeldModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
}

interface Still {
  readonly from: readonly HeldRecord['state'][];
  /** This decision, or one before that one. */
  readonly turn?: number;
  readonly before?: number;
}

/** False where it is not so any more. */
export async function turnHeld(
  _id: string,
  { from, turn, before }: Still,
  fields: Partial<HeldRecord>,
): Promise<boolean> {
  const isStill = {
    _id,
    state: { $in: [...from] },
    ...(turn !== undefined && { turn }),
    ...(before !== undefined && { turn: { $lt: before } }),
  };
  return (await HeldModel.updateOne(isStill, { $set: fields })).matchedCount === 1;
}

export async function setListed(_id: string): Promise<void> {
  await HeldModel.updateOne({ _id }, { $set: { isListed: true } });
}

/** Somebody's, the latest first. */
export async function readHeldBy(personId: string, most: number): Promise<HeldRecord[]> {
  return HeldModel.find({ personId }).sort({ at: -1 }).limit(most).lean<HeldRecord[]>();
}

/** What is to stand in a thread, or stands there since it was published. */
export async function readHeldIn(threadId: string): Promise<HeldRecord[]> {
  const [waiting, begun] = await Promise.all(
    [{ threadId }, { 'place.threadId': threadId, threadId: null }].map((is) => HeldModel.find(is).lean<HeldRecord[]>()),
  );
  return [...(waiting ?? []), ...(begun ?? [])];
}

export async function countWaiting(personId: string): Promise<number> {
  return HeldModel.countDocuments({ personId, state: { $in: ['waiting', 'publishing'] } });
}

/** What should stand in the queue by now, or be out of it. */
export async function readUnlisted(before: Date, most: number): Promise<HeldRecord[]> {
  return HeldModel.find({ isListed: false, at: { $lt: before } })
    .sort({ at: 1 })
    .limit(most)
    .lean<HeldRecord[]>();
}

/** True when there were any. */
export async function deleteHeldBy(personId: string): Promise<boolean> {
  return (await HeldModel.deleteMany({ personId })).deletedCount > 0;
}

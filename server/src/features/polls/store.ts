import { batchById } from '../../platform/batch.ts';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { PollModel, type PollRecord } from './model.ts';

export type { PollRecord, PollWords } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export const findPoll: (id: string) => Promise<PollRecord | null> = batchById((ids) =>
  PollModel.find({ _id: { $in: [...ids] } }).lean<PollRecord[]>(),
);

/** Moves a poll on where it stands at event `from` or later. Without words they stay as they are. */
export async function advancePoll(
  from: number,
  { _id, words, ...fields }: Omit<PollRecord, 'words'> & Partial<Pick<PollRecord, 'words'>>,
): Promise<void> {
  if (from === 0) {
    const start = { $setOnInsert: { ...fields, words: words ?? null } };
    const started = await retryOnDuplicate(() => PollModel.updateOne({ _id }, start, { ...relaxed, upsert: true }));
    if (started.upsertedCount === 1) return;
  }
  const seq = { $gte: from, $lt: fields.seq };
  await PollModel.updateOne({ _id, seq }, { $set: { ...fields, ...(words && { words }) } }, relaxed);
}

/** Whether what event `seq` made of it can be lost no more. */
export async function isPollDurable(_id: string, seq: number): Promise<boolean> {
  return (await PollModel.exists({ _id, seq: { $gte: seq } }).readConcern('majority')) !== null;
}

/** Polls whose words somebody has changed. */
export async function readPollsOf(personId: string): Promise<PollRecord[]> {
  return PollModel.find({ 'words.authorId': personId }).lean<PollRecord[]>();
}

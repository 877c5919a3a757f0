import { randomBytes } from 'node:crypto';
import { isDuplicate, once } from '../../platform/once.ts';
import { VoteModel, type VoteRecord } from './model.ts';

/**
 * The commit of a vote: one document for each person and question, set and never toggled. False where it said so
 * already; then nothing is written, so that only changes are fresh.
 */
export async function putVote(vote: Omit<VoteRecord, 'fresh'>): Promise<boolean> {
  const { roomId, questionId, personId, up, at } = vote;
  const fresh = randomBytes(6).toString('hex');
  const other = { roomId, questionId, personId, up: { $ne: up } };
  try {
    await once(() => VoteModel.updateOne(other, { $set: { up, at, fresh } }, { upsert: true }));
    return true;
  } catch (error) {
    // The filter passes over a vote that says the same, and the insert then meets it.
    if (isDuplicate(error)) return false;
    throw error;
  }
}

export async function countVotes(roomId: string, questionId: string): Promise<number> {
  return VoteModel.countDocuments({ roomId, questionId, up: true });
}

/** The questions of a room somebody has voted for. */
export async function readVotesOf(personId: string, roomId: string): Promise<string[]> {
  const votes = await VoteModel.find({ roomId, personId, up: true }, { questionId: 1 }).lean<VoteRecord[]>();
  return votes.map((vote) => vote.questionId);
}

export type FreshVote = Pick<VoteRecord, 'roomId' | 'questionId' | 'personId' | 'fresh'>;

/** Votes on these questions that no announcement has included yet. */
export async function readFresh(roomId: string, questionIds: readonly string[]): Promise<FreshVote[]> {
  const wanted = { roomId, questionId: { $in: [...questionIds] }, fresh: { $exists: true } };
  // Of all votes only a handful is fresh at any time; the other indexes lead through every vote of the question.
  return VoteModel.find(wanted, { _id: 0, roomId: 1, questionId: 1, personId: 1, fresh: 1 })
    .hint('fresh_at')
    .lean<FreshVote[]>();
}

/** Marks votes as announced, unless they were changed meanwhile. Not flushed: lost, they are counted once more. */
export async function settleVotes(votes: readonly FreshVote[]): Promise<void> {
  if (votes.length === 0) return;
  const updates = votes.map((filter) => ({ updateOne: { filter, update: { $unset: { fresh: 1 as const } } } }));
  await VoteModel.bulkWrite(updates, { ordered: false, writeConcern: { w: 1, j: false } });
}

/** Where votes from before `before` still wait for their announcement. */
export async function readUnannounced(before: Date, most: number): Promise<FreshVote[]> {
  return VoteModel.find({ fresh: { $exists: true }, at: { $lt: before } }, { _id: 0, roomId: 1, questionId: 1 })
    .sort({ at: 1 })
    .limit(most)
    .lean<FreshVote[]>();
}

export async function readAllVotesOf(personId: string): Promise<VoteRecord[]> {
  return VoteModel.find({ personId }).lean<VoteRecord[]>();
}

/** The votes stay counted, and nobody can tell any more whose they were, or that they were one person's. */
export async function forgetVoter(personId: string): Promise<void> {
  for (const { _id } of await VoteModel.find({ personId }, { _id: 1 }).lean()) {
    await VoteModel.updateOne({ _id }, { $set: { personId: `former-${randomBytes(12).toString('hex')}` } });
  }
}

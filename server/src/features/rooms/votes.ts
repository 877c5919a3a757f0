import { randomBytes } from 'node:crypto';
import { batch } from '../../platform/batch.ts';
import { duplicatesIn } from '../../platform/retry-on-duplicate.ts';
import { VoteModel, type VoteRecord } from './model.ts';

/** Nobody is told a score that a change of the primary would undo. */
const CERTAIN = 'majority';

type NewVote = Omit<VoteRecord, 'fresh'>;

const each = { ordered: false, throwOnValidationError: true } as const;

/**
 * The commit of a vote: one document for each person and question, set and never toggled. Where it said so already
 * nothing is written, so that only changes are fresh.
 */
export const putVote: (vote: NewVote) => Promise<void> = batch(async (votes: readonly NewVote[]) => {
  const changes = votes.map(changeOf);
  try {
    const upserts = changes.map((change) => ({ updateOne: { ...change, upsert: true } }));
    await VoteModel.bulkWrite(upserts, each);
  } catch (error) {
    // What these met may say the same, or have come at the same moment and say something else.
    const met = [...duplicatesIn(error)].flatMap((place) => changes[place] ?? []);
    await VoteModel.bulkWrite(
      met.map((change) => ({ updateOne: change })),
      each,
    );
  }
  return votes.map(() => undefined);
});

/** The filter passes over a vote that says the same, and an upsert then meets it. */
function changeOf({ roomId, questionId, personId, up, at }: NewVote) {
  const fresh = randomBytes(6).toString('hex');
  return { filter: { roomId, questionId, personId, up: { $ne: up } }, update: { $set: { up, at, fresh } } };
}

export async function countVotes(roomId: string, questionId: string): Promise<number> {
  return VoteModel.countDocuments({ roomId, questionId, up: true }).readConcern(CERTAIN);
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
    .readConcern(CERTAIN)
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
    .sort({ at: 1, _id: 1 })
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

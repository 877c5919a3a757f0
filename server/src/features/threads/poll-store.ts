import { PostModel, type PostRecord } from './model.ts';

/** The post that a poll stands in; one that is shown before one that is deleted. */
export async function findPostOfPoll(pollId: string): Promise<PostRecord | null> {
  const found = await PostModel.find({ 'poll.id': pollId }, { _id: 0 }).lean<PostRecord[]>();
  return found.find(({ deletedAt }) => !deletedAt) ?? found[0] ?? null;
}

/** Takes out of a post what its poll said before it was changed. */
export async function blankPollIn(pollId: string): Promise<void> {
  const blank = { $set: { 'poll.question': '', 'poll.options': [] } };
  await PostModel.updateMany({ 'poll.id': pollId }, blank);
}

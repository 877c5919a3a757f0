import { commonError } from '@hearth/shared/kernel/errors';
import { threadError } from '@hearth/shared/threads/errors';
import type { QueryContext } from '../../request/context.ts';
import { requireBelonging, requireBoard, type BoardRecord } from '../boards/access.ts';
import { findPostOfPoll, findThread, type PostRecord, type ThreadRecord } from '../threads/access.ts';
import { fieldsOf } from './ballots.ts';
import { findPoll, type PollRecord, type PollWords } from './store.ts';
import type { PollData } from './stream.ts';

type PollInPost = NonNullable<PostRecord['poll']>;

/** A poll in its post, for somebody who may read it. */
export interface Polled {
  readonly thread: ThreadRecord;
  readonly post: PostRecord;
  readonly board: BoardRecord;
  readonly inPost: PollInPost;
}

/** Whoever may not read its thread is told that there is none; in a post that is deleted nobody finds it. */
export async function requirePoll(context: QueryContext, pollId: string): Promise<Polled> {
  const post = await findPostOfPoll(pollId);
  const thread = post && (await findThread(post.threadId));
  if (!thread || !post.poll) throw commonError('no-such-thing');
  const board = await requireBoard(context, thread.boardId);
  return { thread, post, board, inPost: post.poll };
}

/** The same for whoever is to change something of it. */
export async function requireStanding(context: QueryContext, pollId: string): Promise<Polled> {
  const polled = await requirePoll(context, pollId);
  await requireBelonging(context, polled.thread.boardId);
  if (polled.post.deletedAt) throw threadError('already-deleted');
  return polled;
}

/** As it stands, or as its post says where nothing has become of it yet. */
export function standOf(poll: PollRecord | null, { options, many, named, results, closesAt }: PollInPost): PollData {
  if (poll) return fieldsOf(poll);
  const counts = options.map(() => 0);
  return { many, named, results, closesAt, edition: 0, begun: false, closedAt: null, people: 0, counts };
}

export function wordsOf(
  poll: Pick<PollRecord, 'words'> | null,
  { question, options }: PollInPost,
): Omit<PollWords, 'authorId'> {
  return poll?.words ?? { question, options };
}

/** Both, as they are stored now. */
export async function readPoll(id: string, inPost: PollInPost) {
  const poll = await findPoll(id);
  return { poll, stand: standOf(poll, inPost), words: wordsOf(poll, inPost) };
}

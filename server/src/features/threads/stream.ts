import type { Reader } from '../../request/context.ts';
import { nameOf } from '@hearth/shared/kernel/stream';
import { threadStream } from '@hearth/shared/threads/events';
import { failPoint } from '../../platform/fail-point.ts';
import { type EventRecord, type StreamDefinition } from '../../streams/definition.ts';
import { blankData } from '../../streams/store.ts';
import { mayReadBoard } from '../boards/access.ts';
import { giveFiles } from '../files/access.ts';
import { blankPollIn, findPostOfPoll } from './poll-store.ts';
import { filesOf, subjectOfPost } from './pictures.ts';
import { keepReplacedWords } from './replaced-words.ts';
import { presentPost, presentThread } from './present.ts';
import {
  advanceThread,
  findThread,
  isPostDurable,
  isThreadDurable,
  type PostRecord,
  type ThreadRecord,
} from './store.ts';
import { putPosts } from './put-store.ts';

/** The thread as it stands after the event, without what the event's own number says; and the post that changed, if one did. */
export interface ThreadData {
  readonly thread: Omit<ThreadRecord, '_id' | 'seq' | 'mark'>;
  readonly post?: Omit<PostRecord, 'threadId' | 'rev'>;
  /** The number of the event whose words this one replaces: the post was there before. */
  readonly replaces?: number;
  /** Where other words name whom those before did not: {@link newlyAddressedIn}. By this nobody is named in the log. */
  readonly addresses?: readonly number[];
  /** The board it was moved from. */
  readonly movedFrom?: string;
  /** From here on it is in no list any more. */
  readonly leaves?: true;
  /** The post is no news: it was brought here from another thread, with the words that an event of this number gave it there. */
  readonly carried?: number;
  /** The thread has another title, and what it had before goes. */
  readonly renames?: true;
  /** All that was to go to another thread is there. */
  readonly isGone?: true;
}

export const threads: StreamDefinition<ThreadRecord, ThreadData, typeof threadStream> = {
  contract: threadStream,
  findAggregate: findThread,

  evolve: (_root, id, { seq, mark, data }) => ({ ...data.thread, _id: id, seq, mark }),

  async project(id, events) {
    // First: whoever is told of the post asks for them at once.
    const posts = postsIn(id, events);
    for (const post of posts) await giveFiles(subjectOfPost(id, post), filesOf(post));
    await keepReplacedWords(id, events);
    await putPosts(posts);
    failPoint('half-projected');
    const [first, last] = [events[0], events.at(-1)];
    if (first && last) await advanceThread(first.seq - 1, threads.evolve(null, id, last));
  },

  subjectsOf: ({ post }) => (post ? ['thread', subjectOf(post)] : ['thread']),

  present(id, { seq, mark, data }, _audience, shows) {
    const thread = shows('thread') ? presentThread({ ...data.thread, _id: id, seq, mark }) : null;
    const isShown = data.post && shows(subjectOf(data.post));
    const post = isShown ? presentPost({ ...data.post, threadId: id, rev: seq }) : null;
    return thread || post ? { type: 'thread.changed', rev: seq, thread, post } : null;
  },

  async redact(id, events) {
    for (const event of events) await redactPost(nameOf(threadStream, id), event);
  },

  async isDurable(id, { seq, data }) {
    return (await isThreadDurable(id, seq)) && (!data.post || (await isPostDurable(id, data.post.no, seq)));
  },

  changesReaders: ({ movedFrom }) => movedFrom !== undefined,
  // A deleted post may come from another thread, with the words that can be brought back.
  replacesWords: ({ replaces, isGone, carried, post }) =>
    replaces !== undefined || isGone === true || (carried !== undefined && !!post?.deletedAt),
};

export async function threadAudience(reader: Reader, id: string): Promise<'public' | null> {
  const thread = await findThread(id);
  return thread && (await mayReadBoard(reader, thread.boardId)) ? 'public' : null;
}

function postsIn(threadId: string, events: readonly EventRecord<ThreadData>[]): PostRecord[] {
  return events.flatMap(({ seq, data }) => (data.post ? [{ ...data.post, threadId, rev: seq }] : []));
}

function subjectOf({ no }: { readonly no: number }): string {
  return `post ${no}`;
}

const WORDS = {
  'post.text': '',
  'post.html': '',
  'post.pictures': [],
  'post.files': [],
  'post.poll': null,
  'post.cards': [],
} as const;

/** What the poll of a post said before it was changed goes from the post and from the log. What it says stands elsewhere. */
export async function blankPoll(pollId: string): Promise<void> {
  const post = await findPostOfPoll(pollId);
  if (!post) return;
  await blankPollIn(pollId);
  const stream = nameOf(threadStream, post.threadId);
  const blank = { 'post.poll.question': '', 'post.poll.options': [] } as const;
  await blankData({ stream, seq: { $lt: post.rev + 1 }, about: { 'post.poll.id': pollId } }, blank);
}

/**
 * The words before go, and those of a deleted post altogether. Every event repeats how its thread begins, and what one is to be
 * called that posts go to.
 */
async function redactPost(
  stream: string,
  { seq, data: { post, replaces, isGone, renames } }: EventRecord<ThreadData>,
): Promise<void> {
  if (renames) await blankData({ stream, seq: { $lt: seq } }, { 'thread.title': '' });
  if (isGone) await blankData({ stream, seq: { $lt: seq } }, { 'thread.going.begins.title': '' });
  if (!post) return;
  if (replaces !== undefined) await blankData({ stream, seq: replaces }, WORDS);
  if (post.deletedAt) await blankData({ stream, seq }, WORDS);
  if (post.no === 1) await blankData({ stream, seq: { $lt: seq } }, { 'thread.excerpt': '' });
}

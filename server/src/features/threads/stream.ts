import type { Reader } from '../../request/context.ts';
import { nameOf } from '@hearth/shared/kernel/stream';
import { threadStream } from '@hearth/shared/threads/events';
import { failPoint } from '../../platform/fail-point.ts';
import { type EventRecord, type StreamDefinition } from '../../streams/definition.ts';
import { blankData } from '../../streams/store.ts';
import { mayReadBoard } from '../boards/access.ts';
import { givePictures } from '../files/access.ts';
import { subjectOfPost } from './pictures.ts';
import { keepReplacedWords } from './replaced-words.ts';
import { presentPost, presentThread } from './present.ts';
import {
  advanceThread,
  findThread,
  isPostDurable,
  isThreadDurable,
  putPosts,
  type PostRecord,
  type ThreadRecord,
} from './store.ts';

/** The thread as it stands after the event, without what the event's own number says; and the post that changed. */
export interface ThreadData {
  readonly thread: Omit<ThreadRecord, '_id' | 'seq' | 'mark'>;
  readonly post: Omit<PostRecord, 'threadId' | 'rev'>;
  /** The number of the event whose words this one replaces: the post was there before. */
  readonly replaces?: number;
}

export const threads: StreamDefinition<ThreadRecord, ThreadData, typeof threadStream> = {
  contract: threadStream,
  findAggregate: findThread,

  evolve: (_root, id, { seq, mark, data }) => ({ ...data.thread, _id: id, seq, mark }),

  async project(id, events) {
    // First: whoever is told of the post asks for them at once.
    for (const { data } of events) await givePictures(subjectOfPost(id, data.post), data.post.pictures);
    await keepReplacedWords(id, events);
    await putPosts(events.map(({ seq, data }) => ({ ...data.post, threadId: id, rev: seq })));
    failPoint('half-projected');
    const [first, last] = [events[0], events.at(-1)];
    if (first && last) await advanceThread(first.seq - 1, threads.evolve(null, id, last));
  },

  subjectsOf: ({ post }) => ['thread', subjectOf(post)],

  present(id, { seq, mark, data }, _audience, shows) {
    const thread = shows('thread') ? presentThread({ ...data.thread, _id: id, seq, mark }) : null;
    const post = shows(subjectOf(data.post)) ? presentPost({ ...data.post, threadId: id, rev: seq }) : null;
    return thread || post ? { type: 'thread.changed', rev: seq, thread, post } : null;
  },

  async redact(id, events) {
    for (const event of events) await redactPost(nameOf(threadStream, id), event);
  },

  async isDurable(id, { seq, data }) {
    return (await isThreadDurable(id, seq)) && (await isPostDurable(id, data.post.no, seq));
  },

  replacesWords: ({ replaces }) => replaces !== undefined,
};

export async function threadAudience(reader: Reader, id: string): Promise<'public' | null> {
  const thread = await findThread(id);
  return thread && (await mayReadBoard(reader, thread.boardId)) ? 'public' : null;
}

function subjectOf({ no }: ThreadData['post']): string {
  return `post ${no}`;
}

const WORDS = { 'post.text': '', 'post.html': '', 'post.pictures': [] } as const;

/** The words before go, and those of a deleted post altogether. Every event repeats how its thread begins. */
async function redactPost(stream: string, { seq, data: { post, replaces } }: EventRecord<ThreadData>): Promise<void> {
  if (replaces !== undefined) await blankData({ stream, seq: replaces }, WORDS);
  if (post.deletedAt) await blankData({ stream, seq }, WORDS);
  if (post.no === 1) await blankData({ stream, seq: { $lt: seq } }, { 'thread.excerpt': '' });
}

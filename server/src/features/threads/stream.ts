import { failPoint } from '../../platform/fail-point.ts';
import { REDACTION, type EventRecord, type StreamKind } from '../../streams/kind.ts';
import { blankFacts } from '../../streams/store.ts';
import { mayReadBoard } from '../boards/access.ts';
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
export interface ThreadFact {
  readonly thread: Omit<ThreadRecord, '_id' | 'seq' | 'mark'>;
  readonly post: Omit<PostRecord, 'threadId' | 'rev'>;
  /** The number of the event whose words this one replaces: the post was there before. */
  readonly replaces?: number;
}

export const threads: StreamKind<ThreadRecord, ThreadFact> = {
  prefix: 'thread',
  audiences: ['public'],
  findRoot: findThread,

  after: (_root, id, { seq, mark, fact }) => ({ ...fact.thread, _id: id, seq, mark }),

  async apply(id, events) {
    await putPosts(events.map(({ seq, fact }) => ({ ...fact.post, threadId: id, rev: seq })));
    failPoint('half-applied');
    const [first, last] = [events[0], events.at(-1)];
    if (first && last) await advanceThread(first.seq - 1, threads.after(null, id, last));
  },

  subjectsOf: ({ post }) => ['thread', subjectOf(post)],

  present(id, { seq, mark, fact }, _audience, shows) {
    const thread = shows('thread') ? presentThread({ ...fact.thread, _id: id, seq, mark }) : null;
    const post = shows(subjectOf(fact.post)) ? presentPost({ ...fact.post, threadId: id, rev: seq }) : null;
    return thread || post ? { type: 'thread.changed', rev: seq, thread, post } : null;
  },

  async redact(id, events) {
    for (const event of events) await redactPost(`thread:${id}`, event);
  },

  async isDurable(id, { seq, fact }) {
    return (await isThreadDurable(id, seq)) && (await isPostDurable(id, fact.post.no, seq));
  },

  async audienceOf(actor, id) {
    const thread = await findThread(id);
    return thread && (await mayReadBoard(actor, thread.boardId)) ? 'public' : null;
  },

  consumersOf: ({ replaces }) => (replaces === undefined ? ['board'] : ['board', REDACTION]),
};

function subjectOf({ no }: ThreadFact['post']): string {
  return `post ${no}`;
}

const WORDS = { 'post.text': '', 'post.html': '' } as const;

/** The words before go, and those of a deleted post altogether. Every event repeats how its thread begins. */
async function redactPost(stream: string, { seq, fact: { post, replaces } }: EventRecord<ThreadFact>): Promise<void> {
  if (replaces !== undefined) await blankFacts({ stream, seq: replaces }, WORDS);
  if (post.deletedAt) await blankFacts({ stream, seq }, WORDS);
  if (post.no === 1) await blankFacts({ stream, seq: { $lt: seq } }, { 'thread.excerpt': '' });
}

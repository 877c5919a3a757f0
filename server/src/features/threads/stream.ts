import { failPoint } from '../../platform/fail-point.ts';
import type { StreamKind } from '../../streams/kind.ts';
import { mayReadBoard } from '../boards/access.ts';
import { presentPost, presentThread } from './present.ts';
import { advanceThread, findThread, putPosts, type PostRecord, type ThreadRecord } from './store.ts';

/** The thread as it stands after the event, without what the event's own number says; and the post that changed. */
export interface ThreadFact {
  readonly thread: Omit<ThreadRecord, '_id' | 'seq' | 'mark'>;
  readonly post: Omit<PostRecord, 'threadId' | 'rev'>;
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

  present: (id, { seq, mark, fact }) => ({
    type: 'thread.changed',
    thread: presentThread({ ...fact.thread, _id: id, seq, mark }),
    post: presentPost({ ...fact.post, threadId: id, rev: seq }),
  }),

  async audienceOf(actor, id) {
    const thread = await findThread(id);
    return thread && (await mayReadBoard(actor, thread.boardId)) ? 'public' : null;
  },

  consumersOf: () => ['board'],
};

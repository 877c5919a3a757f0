import { failPoint } from '../../platform/fail-point.ts';
import type { StreamKind } from '../../streams/kind.ts';
import { mayReadBoard } from '../boards/access.ts';
import { presentPost, presentThread } from './present.ts';
import { advanceThread, findThread, putPost, type PostRecord, type ThreadRecord } from './store.ts';

/** The thread as it stands after the event, without what the event's own number says; and the post that changed. */
export interface ThreadFact {
  readonly thread: Omit<ThreadRecord, '_id' | 'seq' | 'mark'>;
  readonly post: Omit<PostRecord, 'threadId' | 'rev'>;
}

export const threads: StreamKind<ThreadRecord, ThreadFact> = {
  prefix: 'thread',
  audiences: ['public'],
  findRoot: findThread,

  async apply(id, { seq, mark, fact }) {
    await putPost({ ...fact.post, threadId: id, rev: seq });
    failPoint('half-applied');
    await advanceThread({ ...fact.thread, _id: id, seq, mark });
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

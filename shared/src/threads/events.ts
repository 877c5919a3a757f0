import { z } from 'zod';
import { stream } from '../kernel/stream.ts';
import { post, thread, threadId } from './entity.ts';

const threadChanged = z.strictObject({
  type: z.literal('thread.changed'),
  /** The event's number. */
  rev: z.int().positive(),
  /** Null, in a catch-up, where a later event has replaced it. */
  thread: thread.nullable(),
  post: post.nullable(),
});

export type ThreadChange = z.infer<typeof threadChanged>;

export const threadStream = stream('thread', { id: threadId, change: threadChanged, audiences: ['public'] });

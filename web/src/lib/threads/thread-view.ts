import type { ThreadChange } from '@hearth/shared/threads/events';
import { applyThreadChange, type ThreadState } from '@hearth/shared/threads/state';
import type { View } from '../live/follower.ts';
import { valueOf } from '../live/refused.ts';
import type { Ask, Loaded, Start } from '../live/views.ts';

export function threadStart({ thread, posts, position }: Loaded<'thread.get'>): Start<ThreadState> {
  return { state: { thread, posts }, position };
}

/** A thread from the page's first post on. A resync keeps that place. */
export function threadView(id: string, ask: Ask): View<ThreadState, ThreadChange> {
  return {
    stream: `thread:${id}`,
    apply: applyThreadChange,
    resync: async ({ posts }) =>
      threadStart(valueOf(await ask('thread.get', { threadId: id, from: posts[0]?.no ?? 1 }))),
  };
}

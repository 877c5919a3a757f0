import type { ReactionsChange } from '@hearth/shared/reactions/events';
import { reactionLimits } from '@hearth/shared/reactions/limits';
import { applyReactionsChange, type ReactionState } from '@hearth/shared/reactions/state';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { View } from '../live/follower.ts';
import { valueOf } from '../live/refused.ts';
import type { Ask, Loaded, Start } from '../live/views.ts';

export function reactionStart({ counts, tried, position }: Loaded<'reaction.in'>): Start<ReactionState> {
  return { state: { counts, tried }, position };
}

/** What is said of a thread's posts, from the page's first post on. */
export function reactionView(threadId: ThreadId, from: number, ask: Ask): View<ReactionState, ReactionsChange> {
  return {
    stream: `reactions:${threadId}`,
    apply: applyReactionsChange,
    resync: async () =>
      reactionStart(valueOf(await ask('reaction.in', { threadId, from, to: from + reactionLimits.posts }))),
  };
}

import type { ReactionCounts } from './entity.ts';
import type { ReactionsChange } from './events.ts';

/** Counts by the number of the post. Posts of which nothing was said are missing. */
export type ReactionState = Readonly<Record<string, ReactionCounts>>;

/** The one place where an event becomes state. */
export function applyReactionsChange(state: ReactionState, { posts }: ReactionsChange): ReactionState {
  const next: Record<string, ReactionCounts> = { ...state };
  for (const { no, counts } of posts) {
    if (Object.keys(counts).length > 0) next[no] = counts;
    else delete next[no];
  }
  return next;
}

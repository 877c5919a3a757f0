import type { TrialCounts } from '../trials/entity.ts';
import type { ReactionCounts } from './entity.ts';
import type { ReactionsChange } from './events.ts';

/** Counts by the number of the post. Posts of which nothing was said are missing, as are those that nobody has tried. */
export interface ReactionState {
  readonly counts: Readonly<Record<string, ReactionCounts>>;
  readonly tried: Readonly<Record<string, TrialCounts>>;
}

/** The one place where an event becomes state. */
export function applyReactionsChange({ counts, tried }: ReactionState, change: ReactionsChange): ReactionState {
  return { counts: withNew(counts, change.posts), tried: withNew(tried, change.tried ?? []) };
}

function withNew<Counts extends object>(
  before: Readonly<Record<string, Counts>>,
  changed: readonly { readonly no: number; readonly counts: Counts }[],
): Readonly<Record<string, Counts>> {
  const next = { ...before };
  for (const { no, counts } of changed) {
    if (Object.values(counts).some((count) => count > 0)) next[no] = counts;
    else delete next[no];
  }
  return next;
}

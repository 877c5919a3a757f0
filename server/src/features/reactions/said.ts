import { reactionKinds, type ReactionCounts, type ReactionKind } from '@hearth/shared/reactions/entity';
import { isDeepStrictEqual } from 'node:util';
import { tally, type Counted } from '../../streams/tally.ts';
import { findCounts, type TellingRecord } from './store.ts';
import { reactions, type ReactionsData } from './stream.ts';

/** Who says what of which post: the stream is its thread's, the subject its number. */
export const said = tally({ name: 'post-reactions', stream: reactions, values: reactionKinds, announce: countsOf });

/** The counts as they are now; null when nothing changed. */
async function countsOf(
  _telling: TellingRecord | null,
  counted: readonly Counted<ReactionKind>[],
  threadId: string,
): Promise<ReactionsData | null> {
  const changed = counted.map(async ({ subject, counts: all, isFresh }) => {
    const no = Number(subject);
    const counts = saidOnly(all);
    const before = isFresh ? null : await findCounts(threadId, no);
    return before && isDeepStrictEqual(before.counts, counts) ? [] : [{ no, counts }];
  });
  const posts = (await Promise.all(changed)).flat();
  return posts.length === 0 ? null : { posts };
}

/** Without those that nobody says. */
function saidOnly(counts: Readonly<Record<ReactionKind, number>>): ReactionCounts {
  return Object.fromEntries(reactionKinds.filter((kind) => counts[kind] > 0).map((kind) => [kind, counts[kind]]));
}

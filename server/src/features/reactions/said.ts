import { reactionKinds, type ReactionCounts, type ReactionKind } from '@hearth/shared/reactions/entity';
import { isDeepStrictEqual } from 'node:util';
import { tally, type Counted } from '../../streams/tally.ts';
import { findCounts, type TellingRecord } from './store.ts';
import { reactions, type ReactionsData } from './stream.ts';

/** Who says what of which post: the stream is its thread's, the subject its number. */
export const said = tally({ name: 'post-reactions', stream: reactions, values: reactionKinds, announce: countsOf });

/** The counts as they are now, and where there are more thanks than were told before; null when nothing changed. */
async function countsOf(
  _telling: TellingRecord | null,
  counted: readonly Counted<ReactionKind>[],
  threadId: string,
): Promise<ReactionsData | null> {
  const changed = counted.map(async ({ subject, counts: all, isFresh, isCarried }) => {
    const no = Number(subject);
    const counts = saidOnly(all);
    const before = await findCounts(threadId, no);
    if (!isFresh && before && isDeepStrictEqual(before.counts, counts)) return [];
    const isThanked = !isCarried && (counts.thanks ?? 0) > (before?.counts.thanks ?? 0);
    return [{ post: { no, counts }, isThanked }];
  });
  const told = (await Promise.all(changed)).flat();
  if (told.length === 0) return null;
  const thanked = told.flatMap(({ post, isThanked }) => (isThanked ? [post.no] : []));
  return { posts: told.map(({ post }) => post), thanked };
}

/** Without those that nobody says. */
function saidOnly(counts: Readonly<Record<ReactionKind, number>>): ReactionCounts {
  return Object.fromEntries(reactionKinds.filter((kind) => counts[kind] > 0).map((kind) => [kind, counts[kind]]));
}

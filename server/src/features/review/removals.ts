import type { OutputOf } from '@hearth/shared/kernel/command';
import { nameOf } from '@hearth/shared/kernel/stream';
import { ruleId } from '@hearth/shared/house-rules/entity';
import { reviewId } from '@hearth/shared/review/entity';
import { reviewLimits } from '@hearth/shared/review/limits';
import { reviewStream } from '@hearth/shared/review/events';
import type * as contract from '@hearth/shared/review/queries';
import { personIdOf, requirePerson, type QueryContext } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { readFrom } from '../../streams/store.ts';
import { hiddenNamesOf } from '../anonymous/access.ts';
import { readRevised } from '../held/access.ts';
import { ruleNames } from '../house-rules/access.ts';
import { findWherever, isAuthorOf, isHidden, presentNamed, presentThread } from '../threads/access.ts';
import { appealIdOf } from './appeal-id.ts';
import { findAppeal, readAppealsOf } from './appeal-store.ts';
import { perhapsOwn } from './perhaps-own.ts';
import { wasGranted } from './present.ts';
import { shownTo } from './shown.ts';
import { findItem, readItems, readRemoved, type ReviewRecord } from './store.ts';
import type { ReviewData } from './stream.ts';

type Own = OutputOf<typeof contract.ownRemovals>;
type Removal = Own['removed'][number];

/** What moderators removed of what one wrote, also without one's name. One reads one's own words, to write them anew. */
export async function removals(context: QueryContext): Promise<Own> {
  const { actor } = requirePerson(context);
  const found = [...(await readRemoved(reviewLimits.lookedAt)), ...(await readBroughtBack(context))];
  const own = await perhapsOwn(context, found);
  const asked = { nameOf: await ruleNames(), revised: await readRevised(actor.id) };
  const removed = await Promise.all(own.map((item) => removal(context, item, asked)));
  const latestFirst = removed.flat().sort((a, b) => b.at.localeCompare(a.at));
  return { removed: latestFirst.slice(0, reviewLimits.own) };
}

/** What appeals of theirs have brought back and was put up again since, as it was decided when they appealed. */
async function readBroughtBack({ services, actor }: QueryContext): Promise<ReviewRecord[]> {
  const personId = personIdOf(actor);
  if (!personId) return [];
  const appeals = await readAppealsOf([personId, ...(await hiddenNamesOf(services, personId))]);
  const items = new Map(
    (await readItems(appeals.flatMap((one) => [one._id, one.removalId]))).map((item) => [item._id, item]),
  );
  const found = new Map<string, ReviewRecord>();
  for (const { _id, removalId, turn } of appeals) {
    const [item, appealed] = [items.get(removalId), items.get(_id)];
    if (!item || item.turn === turn || item.outcome?.act === 'remove' || found.has(removalId)) continue;
    if (!appealed || !wasGranted(appealed)) continue;
    const [then] = await readFrom<ReviewData>(nameOf(reviewStream, removalId), turn, 1);
    if (then) found.set(removalId, { ...item, outcome: then.data.item.outcome, turn });
  }
  return [...found.values()];
}

interface Asked {
  readonly nameOf: Awaited<ReturnType<typeof ruleNames>>;
  readonly revised: Awaited<ReturnType<typeof readRevised>>;
}

/** Also what an appeal has brought back, so that one reads what was said to it. */
async function removal(context: QueryContext, item: ReviewRecord, { nameOf, revised }: Asked): Promise<Removal[]> {
  const { subject, outcome } = item;
  if (subject?.kind !== 'post' || !outcome) return [];
  const place = await findWherever(subject.threadId, subject.no);
  const post = place?.post;
  if (!post || !(await isAuthorOf(context, post))) return [];
  const appeal = await appealOf(context.services, item);
  // What was reported once more and hidden is told as that.
  if (isHidden(post)) return [];
  const isRemoved = post.deletedAt !== null;
  if (!isRemoved && !appeal?.decision) return [];
  // What one may not read any more one is told nothing of.
  const { board } = await shownTo(context, subject);
  if (!board) return [];
  const { tags } = presentThread(place.thread);
  const thread = presentNamed(place.thread);
  const sent = revised.get(`${thread.id}/${post.no}`);
  const isWaiting = sent === 'waiting' || sent === 'publishing';
  const { rule, words, at } = outcome;
  return [
    {
      itemId: reviewId.parse(item._id),
      thread,
      no: post.no,
      rule: rule === null ? null : nameOf(ruleId.parse(rule)),
      ...{ words, at: at.toISOString(), text: post.purged ? '' : post.text, isRemoved, appeal },
      isUnnamed: post.alias !== undefined,
      mayAppeal: isRemoved && !appeal && !post.purged,
      anew: isRemoved && !post.purged && !post.alias && !isWaiting ? { boardId: board.id, tags } : null,
      isWaiting,
    },
  ];
}

/** Null where nobody has appealed. Its words go after a year. */
async function appealOf(services: Services, item: ReviewRecord): Promise<Removal['appeal']> {
  const id = appealIdOf(services, item);
  const [said, waiting] = await Promise.all([findAppeal(id), findItem(id)]);
  const at = said?.at ?? waiting?.openedAt;
  if (!at) return null;
  const outcome = waiting && waiting.state !== 'open' ? waiting.outcome : null;
  return {
    ...{ at: at.toISOString(), words: said?.words ?? '' },
    decision: outcome && {
      ...{ at: outcome.at.toISOString(), words: outcome.words },
      outcome: waiting?.state === 'resolved' ? 'overturned' : 'upheld',
    },
  };
}

import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { puttingUp } from '@hearth/shared/review/budgets';
import type * as contract from '@hearth/shared/review/commands';
import type { ReviewItem } from '@hearth/shared/review/entity';
import { reviewError } from '@hearth/shared/review/errors';
import { reviewLimits } from '@hearth/shared/review/limits';
import { claimUntil, heldBy } from '@hearth/shared/review/policy';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { requireRight } from '../boards/access.ts';
import { moveItem } from './following.ts';
import { presentItem } from './present.ts';
import { fieldsOf, guardIdOf, itemIdOf, keyOf, newItem, opened, placeOfPost, type Place } from './reporting.ts';
import { isAbout, requireReview } from './rights.ts';
import { requireShown } from './shown.ts';
import { findItem, type ReviewRecord } from './store.ts';
import { reviews, type ReviewData } from './stream.ts';
import { requireNotOverturned, requireOthers } from './who-decides.ts';

/** What is up already is taken on; what was decided is up once more. */
export async function open(context: Context, place: InputOf<typeof contract.openReview>): Promise<ReviewItem> {
  const { actor } = requirePerson(context);
  const subject = { kind: 'post', ...place } as const;
  await requireShown(context, subject);
  const where = await placeOfPost(place);
  await requireRight(context, where.boardId, 'moderate');
  if (await isAbout(context, subject)) throw reviewError('report-own');
  await requireNotOverturned(where.now, actor.id);
  if (!isStaff(actor)) context.counter.require(puttingUp);
  const id = await itemFor(context, where.first);
  const event = await commitAs(context, reviews, id, (found, seq) => takenOn(context, found, where, seq));
  if (!event) throw commonError('internal');
  const { seq, mark, data } = event;
  // It may have been moved just then, when there was no item yet that could have followed.
  const { now, boardId } = await placeOfPost(place);
  await moveItem(context.services, id, `place/${id}/${seq}`, { subject: now, boardId });
  return presentItem({ ...data.item, _id: id, seq, mark });
}

/** What there is of it already, also where its words were found by a rule: nobody decides about it beside somebody else. */
async function itemFor(context: Context, first: Place): Promise<string> {
  const [reported, flagged] = [
    itemIdOf(context.services, keyOf({ kind: 'post', ...first })),
    guardIdOf(context.services, first),
  ];
  const [report, guard] = await Promise.all([findItem(reported), findItem(flagged)]);
  if (guard?.state !== 'open') return reported;
  await requireTakeable(context, guard);
  return report?.state === 'open' ? reported : flagged;
}

async function takenOn(
  context: Context,
  found: ReviewRecord | null,
  { now, boardId }: Awaited<ReturnType<typeof placeOfPost>>,
  seq: number,
): Promise<ReviewData> {
  const { byline } = requirePerson(context);
  const at = context.services.clock.now();
  if (found) await requireTakeable(context, found);
  const before = found ? fieldsOf(found) : newItem({ kind: 'report', subject: now, boardId }, at, seq);
  const isOpen = found?.state === 'open';
  const item = isOpen ? before : opened(before, found ? 'reopened' : 'opened', at, seq, byline);
  const claimed = found && goesOn(found, at) ? [] : [{ kind: 'claimed', by: byline, at } as const];
  const steps = [...item.steps, ...claimed].slice(-reviewLimits.history);
  const claim = { by: byline, until: claimUntil(at) };
  return { item: { ...item, subject: now, boardId, claim, steps, turn: seq } };
}

async function requireTakeable(context: Context, found: ReviewRecord): Promise<void> {
  const { claim, _id } = await requireReview(context, found);
  const { byline, actor } = requirePerson(context);
  const holder = found.state === 'open' ? heldBy(claim, context.services.clock.now().getTime()) : null;
  if (holder && holder.personId !== byline.personId)
    throw reviewError('review-claimed', { params: { who: holder.name, itemId: _id } });
  await requireOthers(context, found, actor.id);
}

/** Whoever goes on with it has said before that they are on it: once, so that nobody stays on it without a word in the history. */
function goesOn({ state, claim, steps }: ReviewRecord, at: Date): boolean {
  const holder = state === 'open' ? heldBy(claim, at.getTime()) : null;
  const last = holder && steps.findLast(({ by }) => by?.personId === holder.personId);
  return !!claim && !!last && claim.until <= claimUntil(last.at);
}

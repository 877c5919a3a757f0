import type { InputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type * as contract from '@hearth/shared/review/commands';
import type { ReviewItem } from '@hearth/shared/review/entity';
import { reviewError } from '@hearth/shared/review/errors';
import { reviewLimits } from '@hearth/shared/review/limits';
import { claimUntil, heldBy } from '@hearth/shared/review/policy';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { requireRight } from '../boards/access.ts';
import { requireFree } from './deciding.ts';
import { presentItem } from './present.ts';
import { fieldsOf, itemIdOf, keyOf, newItem, opened, placeOf } from './reporting.ts';
import { isAbout, requireReview } from './rights.ts';
import { requireShown } from './shown.ts';
import type { ReviewRecord } from './store.ts';
import { reviews, type ReviewData } from './stream.ts';

/** What is up already is taken on; what was decided is up once more. */
export async function open(context: Context, place: InputOf<typeof contract.openReview>): Promise<ReviewItem> {
  const { byline } = requirePerson(context);
  const subject = { kind: 'post', ...place } as const;
  await requireShown(context, subject);
  const { first, now, boardId } = await placeOf(subject);
  if (boardId !== null) await requireRight(context, boardId, 'moderate');
  if (await isAbout(context, subject)) throw reviewError('report-own');
  const id = itemIdOf(context.services, keyOf(first));
  const event = await commitAs(context, reviews, id, async (found, seq): Promise<ReviewData> => {
    const at = context.services.clock.now();
    if (found) await requireTakeable(context, found);
    const before = found ? fieldsOf(found) : newItem({ kind: 'report', subject: now, boardId }, at, seq);
    const isOpen = found?.state === 'open';
    const item = isOpen ? before : opened(before, found ? 'reopened' : 'opened', at, seq, byline);
    // Who goes on with it has said before that they are on it.
    const goesOn = isOpen && heldBy(item.claim, at.getTime()) !== null;
    const claimed = goesOn ? [] : [{ kind: 'claimed', by: byline, at } as const];
    const steps = [...item.steps, ...claimed].slice(-reviewLimits.history);
    const claim = { by: byline, until: claimUntil(at) };
    return { item: { ...item, subject: now, boardId, claim, steps, turn: seq } };
  });
  if (!event) throw commonError('internal');
  const { seq, mark, data } = event;
  return presentItem({ ...data.item, _id: id, seq, mark });
}

async function requireTakeable(context: Context, found: ReviewRecord): Promise<void> {
  const { claim } = await requireReview(context, found);
  requireFree({ claim }, requirePerson(context).byline, context.services.clock.now());
}

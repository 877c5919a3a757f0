import type { InputOf } from '@hearth/shared/kernel/command';
import { nameOf } from '@hearth/shared/kernel/stream';
import type * as contract from '@hearth/shared/review/commands';
import type { ReviewItem } from '@hearth/shared/review/entity';
import { reviewError } from '@hearth/shared/review/errors';
import { reviewStream } from '@hearth/shared/review/events';
import { reviewLimits } from '@hearth/shared/review/limits';
import { undoUntil } from '@hearth/shared/review/policy';
import type { Context } from '../../request/context.ts';
import { readFrom } from '../../streams/store.ts';
import { findWherever } from '../threads/access.ts';
import { carryOutNow, idAfter } from './acting.ts';
import { act, requireHere, requireSeen } from './deciding.ts';
import { isAppeal, isHeld } from './service.ts';
import { findItem, type ReviewRecord } from './store.ts';
import type { ReviewData } from './stream.ts';
import { becameOf, lastDoneFor } from './taking-back.ts';
import { requireOthers } from './who-decides.ts';

export async function undo(context: Context, input: InputOf<typeof contract.undoReview>): Promise<ReviewItem> {
  const { item, event } = await act(context, input, async ({ item: found, by, now }) => {
    requireHere(found);
    const { outcome, state } = found;
    if (state === 'open' || !outcome) throw reviewError('review-not-decided');
    if (undoUntil(outcome.at) < now.getTime())
      throw reviewError('review-too-late', { params: { minutes: reviewLimits.undoMinutes } });
    // One's own decision one may always take back.
    if (outcome.by?.personId !== by.personId) await requireOthers(context, found, by.personId);
    await requireAsLeft(found, input.rev);
    return {
      step: { kind: 'undone' },
      changes: { state: 'open', outcome: null },
      decides: true,
      ...takesBack(found, outcome.act),
    };
  });
  await carryOutNow(context.services, event);
  return item;
}

/** It is as it was before it was decided. */
function takesBack(item: ReviewRecord, act: 'none' | 'remove'): Pick<ReviewData, 'does'> {
  if (isHeld(item)) return { does: 'wait' };
  if (isAppeal(item)) return item.state === 'resolved' ? { does: 'remove' } : {};
  if (item.hidden?.isOn) return { does: 'hide' };
  return act === 'remove' ? { does: 'restore' } : {};
}

/** What somebody has changed since is not as it was decided: an undo would say that it was taken back, and nothing would be. */
async function requireAsLeft({ _id, subject, turn }: ReviewRecord, rev: number): Promise<void> {
  if (subject?.kind !== 'post') return;
  const [decision] = await readFrom<ReviewData>(nameOf(reviewStream, _id), turn, 1);
  const post = (await findWherever(subject.threadId, subject.no))?.post;
  if (!decision?.data.does || !post) return;
  const became = await becameOf(idAfter(await lastDoneFor(decision)), post);
  if (became !== 'changed') return;
  // It may be so because somebody has just taken it back: then that is what there is to say.
  const now = await findItem(_id);
  if (now) requireSeen(now, rev);
  throw reviewError('review-nothing-to-undo');
}

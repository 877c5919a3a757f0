import type { Byline } from '@hearth/shared/accounts/entity';
import type { ReviewItem } from '@hearth/shared/review/entity';
import { commonError, type AppError } from '@hearth/shared/kernel/errors';
import { reviewError } from '@hearth/shared/review/errors';
import { reviewLimits } from '@hearth/shared/review/limits';
import { claimUntil, heldBy } from '@hearth/shared/review/policy';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import type { EventRecord } from '../../streams/definition.ts';
import { presentItem } from './present.ts';
import { fieldsOf } from './reporting.ts';
import { requireReview } from './rights.ts';
import type { ReviewRecord, StepRecord } from './store.ts';
import { reviews, type ReviewData, type ReviewFields } from './stream.ts';

interface Seen {
  readonly itemId: string;
  readonly rev: number;
}

/** What a moderator does to an item: its line in the history, and what is different afterwards. */
export interface Act {
  readonly step: Omit<StepRecord, 'by' | 'at'>;
  readonly changes?: Partial<ReviewFields>;
  /** Whoever has not seen it decides nothing. */
  readonly decides: boolean;
  readonly does?: ReviewData['does'];
}

export interface Acting {
  readonly item: ReviewRecord;
  readonly by: Byline;
  readonly now: Date;
}

/**
 * Of two moderators who act on the same state one acts; the other is told who was quicker, and what they did. What somebody
 * has taken on is theirs until they give it back or let it lie.
 */
export async function act(
  context: Context,
  { itemId, rev }: Seen,
  decide: (acting: Acting) => Act | Promise<Act>,
  /** `beside`: it does not matter who is on it, nor what was decided. */
  how: 'alone' | 'beside' = 'alone',
): Promise<{ readonly item: ReviewItem; readonly event: EventRecord<ReviewData> }> {
  const { byline } = requirePerson(context);
  const event = await commitAs(context, reviews, itemId, async (found, seq): Promise<ReviewData> => {
    const item = await requireReview(context, found);
    const now = context.services.clock.now();
    if (how === 'alone') {
      requireSeen(item, rev);
      requireFree(item, byline, now);
    }
    const { step, changes, decides, does } = await decide({ item, by: byline, now });
    const taken = { ...step, by: byline, at: now };
    // Whatever one does to what one is on begins its time anew.
    const isOwn = heldBy(item.claim, now.getTime())?.personId === byline.personId;
    const claim = isOwn ? { by: byline, until: claimUntil(now) } : item.claim;
    return {
      item: {
        ...fieldsOf(item),
        claim,
        ...changes,
        steps: [...item.steps, taken].slice(-reviewLimits.history),
        turn: decides ? seq : item.turn,
      },
      ...(does && { does }),
    };
  });
  if (!event) throw commonError('internal');
  const { seq, mark, data } = event;
  return { item: presentItem({ ...data.item, _id: itemId, seq, mark }), event };
}

/** Refuses in the name of whoever was quicker. */
export function requireSeen({ turn, steps }: ReviewRecord, rev: number): void {
  if (rev >= turn) return;
  const last = steps.findLast(({ kind }) => TELLING[kind] !== undefined);
  throw last ? quicker(last) : reviewError('review-closed');
}

/** How whoever comes too late is told what another one did. */
const TELLING: Partial<Record<StepRecord['kind'], Parameters<typeof reviewError>[0]>> = {
  claimed: 'review-claimed',
  'taken-over': 'review-claimed',
  released: 'review-released',
  assigned: 'review-given',
  'handed-over': 'review-given',
  resolved: 'review-resolved',
  rejected: 'review-rejected',
  undone: 'review-undone',
  opened: 'review-reopened',
  reopened: 'review-reopened',
};

function quicker({ kind, by }: StepRecord): AppError {
  return reviewError(TELLING[kind] ?? 'review-closed', { params: { who: by?.name ?? NOBODY } });
}

/** Of somebody who has left. */
const NOBODY = '–';

export function requireFree({ claim }: Pick<ReviewRecord, 'claim'>, by: Byline, now: Date): void {
  const holder = heldBy(claim, now.getTime());
  if (holder && holder.personId !== by.personId) throw reviewError('review-claimed', { params: { who: holder.name } });
}

export function requireOpen({ state }: ReviewRecord): void {
  if (state !== 'open') throw reviewError('review-closed');
}

/** What stands on a page of its own is decided there, and this follows. */
export function requireHere({ subject }: ReviewRecord): void {
  if (subject?.kind === 'page') throw reviewError('review-elsewhere');
}

export function requireHeld({ claim, assigned }: ReviewRecord, by: Byline, now: Date): void {
  const holder = heldBy(claim, now.getTime()) ?? assigned;
  if (holder?.personId !== by.personId) throw reviewError('review-not-held');
}

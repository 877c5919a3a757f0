import type { ReviewItem } from './entity.ts';
import { reviewLimits } from './limits.ts';

const MINUTE_MS = 60_000;

type Claimed = Pick<ReviewItem, 'claim' | 'state'>;

/** Who is on it at this moment; null for nobody, or somebody who has let it lie. */
export function heldBy<By>(claim: { readonly by: By; readonly until: string | Date } | null, now: number): By | null {
  return claim && new Date(claim.until).getTime() > now ? claim.by : null;
}

export function isInWork({ claim, state }: Claimed, now: number): boolean {
  return state === 'open' && heldBy(claim, now) !== null;
}

/** Until when a decision can be taken back, in milliseconds since 1970. */
export function undoUntil(decidedAt: string | Date): number {
  return new Date(decidedAt).getTime() + reviewLimits.undoMinutes * MINUTE_MS;
}

/** Until when what is taken on now is one's own. */
export function claimUntil(now: Date): Date {
  return new Date(now.getTime() + reviewLimits.claimMinutes * MINUTE_MS);
}

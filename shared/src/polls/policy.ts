import type { Poll } from './entity.ts';
import { pollLimits } from './limits.ts';

type Closing = Pick<Poll, 'closedAt' | 'closesAt'>;

/** Nobody votes any more. The moment counts, not the job that follows it. */
export function isPollOver({ closedAt, closesAt }: Closing, now: number): boolean {
  return closedAt !== null || (closesAt !== null && Date.parse(closesAt) <= now);
}

/** Later than now, and not so late that nobody remembers it. */
export function mayCloseAt(closesAt: string | null, now: number): boolean {
  if (closesAt === null) return true;
  const at = Date.parse(closesAt);
  return at > now && at <= now + pollLimits.days * 24 * 3_600_000;
}

/** Whether somebody sees how many chose what. */
export function seesCounts({ results, closedAt }: Pick<Poll, 'results' | 'closedAt'>, hasVoted: boolean): boolean {
  return results === 'always' || closedAt !== null || (results === 'voted' && hasVoted);
}

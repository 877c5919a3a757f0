import type { SanctionRecord, StandingRecord } from './store.ts';

/** The end of what has none. */
export const NEVER = new Date(Date.UTC(9999, 0));

export function isInForce({ kind, until, lifted }: SanctionRecord, now: Date): boolean {
  return (kind === 'silence' || kind === 'suspension') && !lifted && (until === null || until > now);
}

/**
 * Whether an appeal still waits for somebody else to look at it: what was lifted by whoever had decided it has not been
 * looked at by anybody else, and their lifting and deciding again makes no appeal disappear.
 */
export function waitsForOther({ by, lifted, appeal }: SanctionRecord): boolean {
  if (!appeal || appeal.decision) return false;
  return lifted === null || lifted.by?.personId === by?.personId;
}

/** What holds somebody at this moment. */
export function inForce({ sanctions }: Pick<StandingRecord, 'sanctions'>, now: Date): SanctionRecord[] {
  return sanctions.filter((one) => isInForce(one, now));
}

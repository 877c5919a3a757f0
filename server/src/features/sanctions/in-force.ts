import type { SanctionRecord, StandingRecord } from './store.ts';

/** The end of what has none. */
export const NEVER = new Date(Date.UTC(9999, 0));

export function isInForce({ kind, until, lifted }: SanctionRecord, now: Date): boolean {
  return (kind === 'silence' || kind === 'suspension') && !lifted && (until === null || until > now);
}

/** What holds somebody at this moment. */
export function inForce({ sanctions }: Pick<StandingRecord, 'sanctions'>, now: Date): SanctionRecord[] {
  return sanctions.filter((one) => isInForce(one, now));
}

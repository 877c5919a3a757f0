import type { LinkRecord } from './store.ts';

/** What somebody who asked was told of a link. `unclear`: neither that it is there, nor that it is not. */
export type Outcome =
  | { readonly kind: 'opens' }
  | { readonly kind: 'gone' }
  /** `waitMs`: for so long whoever was asked wants to be left alone. */
  | { readonly kind: 'unclear'; readonly waitMs?: number };

const DAY_MS = 86_400_000;
const MONTH_MS = 30 * DAY_MS;
/** One that did not open, or of which nothing is known, is looked at once more: twice within the week. */
const SOON_MS = 3.5 * DAY_MS;
/** So often, over so long, one has to fail before it is called broken. */
const FAILURES = 3;
const OVER_MS = 7 * DAY_MS;
/** What is due within the same ten minutes is one job for a host. */
const STEP_MS = 600_000;

type Known = Pick<LinkRecord, '_id' | 'state' | 'failures' | 'since' | 'checkedAt'>;
type Judged = Pick<LinkRecord, 'state' | 'failures' | 'since' | 'checkedAt' | 'dueAt'>;

/** What is known of a link once it was looked at. One success mends it; what is unclear changes nothing that was known to fail. */
export function judged(before: Known, outcome: Outcome, now: Date): Judged {
  const soon = stepAfter(now.getTime() + SOON_MS);
  const monthly = monthlyAfter(before._id, now);
  if (outcome.kind === 'opens') return { state: 'ok', failures: 0, since: null, checkedAt: now, dueAt: monthly };
  if (outcome.kind === 'gone') {
    const [failures, since] = [before.failures + 1, before.since ?? now];
    const isBroken = before.state === 'broken' || (failures >= FAILURES && now.getTime() - since.getTime() >= OVER_MS);
    const next = isBroken ? monthly : soon;
    return { state: isBroken ? 'broken' : 'suspect', failures, since, checkedAt: now, dueAt: next };
  }
  const { failures, since } = before;
  const later = stepAfter(now.getTime() + (outcome.waitMs ?? 0));
  const next = before.state === 'unclear' || before.state === 'broken' ? monthly : soon;
  const dueAt = later > next ? later : next;
  // The day on which it did not open stays the one that is told.
  if (failures > 0) return { state: before.state, failures, since, checkedAt: before.checkedAt, dueAt };
  return { state: 'unclear', failures, since, checkedAt: now, dueAt };
}

/** Each has its own hour of the month, told by its id: so they are spread over it. */
export function monthlyAfter(id: string, now: Date): Date {
  const turn = placeOf(id) * MONTH_MS;
  // Not twice within a week, or what was just found to be in order is asked again for nothing.
  const earliest = now.getTime() + 7 * DAY_MS;
  const past = (((earliest - turn) % MONTH_MS) + MONTH_MS) % MONTH_MS;
  return stepAfter(earliest + ((MONTH_MS - past) % MONTH_MS));
}

/** What has just come is looked at within a day; what was there before anybody looked, within the month. */
export function firstTurn(id: string, now: Date, isNew: boolean): Date {
  return stepAfter(now.getTime() + placeOf(id) * (isNew ? DAY_MS : MONTH_MS));
}

/** From 0 to 1, as good as by chance. */
function placeOf(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16) / 2 ** 32;
}

function stepAfter(ms: number): Date {
  return new Date(Math.ceil(ms / STEP_MS) * STEP_MS);
}

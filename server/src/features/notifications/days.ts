import { bellLimits } from '@hearth/shared/notifications/limits';

const DAY_MS = 86_400_000;
const ENDS_MS = bellLimits.dayEndsAt * 3_600_000;

/** The day of the library's news that a time is in. */
export function dayOf(at: Date): number {
  return Math.floor((at.getTime() - ENDS_MS) / DAY_MS);
}

/** From when to when it is; what happened in it is told when it ends. */
export function spanOf(day: number): { readonly from: Date; readonly to: Date } {
  const from = day * DAY_MS + ENDS_MS;
  return { from: new Date(from), to: new Date(from + DAY_MS) };
}

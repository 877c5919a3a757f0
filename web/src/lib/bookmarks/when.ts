import { wallOf } from '@hearth/shared/kernel/wall-time';

const DAY_MS = 86_400_000;
const FRIDAY = 5;
/** When people look at their mail. */
const MORNING = 'T08:00';

/** Tomorrow morning by the clocks of a zone. */
export function tomorrowIn(zone: string, now: number): string {
  return dayAfter(zone, now, 1);
}

/** The morning of the next Friday; on a Friday that of the next week. */
export function fridayIn(zone: string, now: number): string {
  const day = new Date(`${wallOf(now, zone)}Z`).getUTCDay();
  return dayAfter(zone, now, (FRIDAY - day + 7) % 7 || 7);
}

function dayAfter(zone: string, now: number, days: number): string {
  const today = Date.parse(`${wallOf(now, zone).slice(0, 10)}T00:00Z`);
  return new Date(today + days * DAY_MS).toISOString().slice(0, 10) + MORNING;
}

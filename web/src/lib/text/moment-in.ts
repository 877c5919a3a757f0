import { afterGap, momentsOf, wallOf } from '@hearth/shared/kernel/wall-time';

/**
 * The moment that is meant where clocks of a zone show this: the first one where they show it twice, and the first one after
 * where a clock change skips it. Null for what is no time or no zone.
 */
export function momentIn(wall: string, zone: string): string | null {
  if (!isZone(zone) || Number.isNaN(Date.parse(`${wall}Z`))) return null;
  return new Date(momentsOf(wall, zone)[0] ?? afterGap(wall, zone)).toISOString();
}

export function isZone(zone: string): boolean {
  try {
    return wallOf(0, zone) !== '';
  } catch {
    return false;
  }
}

import { expect, test } from '@jest/globals';
import { isZone, momentIn } from './moment-in.ts';

const zone = 'America/Chicago';

test('a wall time in a zone is one moment, also where clocks change', () => {
  expect(momentIn('2026-12-01T08:00', zone)).toBe('2026-12-01T14:00:00.000Z');
  expect(momentIn('2026-03-08T02:30', zone)).toBe('2026-03-08T08:00:00.000Z');
  expect(momentIn('2026-11-01T01:30', zone)).toBe('2026-11-01T06:30:00.000Z');
});

test('what is no time, and no zone, is no moment', () => {
  expect([momentIn('', zone), momentIn('soon', zone), momentIn('2026-12-01T08:00', 'Nowhere/Town')]).toEqual([
    null,
    null,
    null,
  ]);
  expect([isZone(zone), isZone(''), isZone('Nowhere/Town')]).toEqual([true, false, false]);
});

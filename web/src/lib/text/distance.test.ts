import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distance, trueUntil } from './distance.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
const told = (at: string, now: string, behind?: number) =>
  distance(Date.parse(at), Date.parse(now), behind === undefined ? undefined : () => behind)?.join(' ');

test.each([
  [0, '0 minute'],
  [59.9, '0 minute'],
  [60, '-1 minute'],
  [3_599, '-59 minute'],
  [3_600, '-1 hour'],
  [24 * 3600 - 1, '-23 hour'],
  [24 * 3600, '-1 day'],
  [6 * 24 * 3600, '-6 day'],
  [7 * 24 * 3600, undefined],
  [800 * 24 * 3600, undefined],
])('%d seconds ago is told as %s', (seconds, words) => {
  expect(told(ago(seconds), new Date(NOW).toISOString())).toBe(words);
});

test('R9: days are counted as on a calendar, and it is the calendar of whoever reads', () => {
  expect(told('2026-11-28T23:00:00Z', '2026-11-30T08:00:00Z')).toBe('-2 day');
  expect(told('2026-11-28T08:00:00Z', '2026-11-29T23:00:00Z')).toBe('-1 day');
  // 23:00 UTC is 18:00 in New York, and 02:00 UTC the evening before.
  expect(told('2026-11-28T23:00:00Z', '2026-11-30T02:00:00Z', 300)).toBe('-1 day');
  expect(told('2026-11-28T23:00:00Z', '2026-11-30T02:00:00Z')).toBe('-2 day');
  expect(told('2026-11-28T12:00:00Z', '2027-01-26T12:00:00Z')).toBeUndefined();
});

test('words about past moments are true until the very millisecond that is named', () => {
  const words = (at: string, now: number) =>
    distance(Date.parse(at), now)?.join(' ') ?? String(new Date(now).getUTCFullYear());
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 * 365 * 24 * 3_600_000 }), (age) => {
      const at = new Date(NOW - age).toISOString();
      const end = trueUntil([at], NOW);
      expect(end).toBeGreaterThan(NOW);
      expect(words(at, end - 1)).toEqual(words(at, NOW));
      expect(words(at, end)).not.toEqual(words(at, NOW));
    }),
  );
});

test('of several the first one counts, and one that is to come is never worth keeping', () => {
  expect(trueUntil([ago(10), ago(50), ago(7_000)], NOW)).toBe(NOW + 10_000);
  expect(trueUntil([ago(10), ago(-5)], NOW)).toBe(NOW);
});

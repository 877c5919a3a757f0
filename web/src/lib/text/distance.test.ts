import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distance, trueUntil } from './distance.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

test.each([
  [0, 0, 'second'],
  [59.9, 0, 'second'],
  [60, -1, 'minute'],
  [3_599, -59, 'minute'],
  [3_600, -1, 'hour'],
  [29 * 24 * 3600, -4, 'week'],
  [30 * 24 * 3600, -1, 'month'],
  [800 * 24 * 3600, -2, 'year'],
])('%d seconds ago is told as %d %s', (seconds, count, unit) => {
  const [told, as] = distance(ago(seconds), NOW);
  expect([told + 0, as]).toEqual([count, unit]);
});

test('words about past moments are true until the very millisecond that is named', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 * 365 * 24 * 3_600_000 }), (age) => {
      const at = new Date(NOW - age).toISOString();
      const end = trueUntil([at], NOW);
      expect(end).toBeGreaterThan(NOW);
      expect(distance(at, end - 1)).toEqual(distance(at, NOW));
      expect(distance(at, end)).not.toEqual(distance(at, NOW));
    }),
  );
});

test('of several the first one counts, and one that is to come is never worth keeping', () => {
  expect(trueUntil([ago(10), ago(50), ago(7_000)], NOW)).toBe(NOW + 10_000);
  expect(trueUntil([ago(10), ago(-5)], NOW)).toBe(NOW);
});

import { expect, test } from '@jest/globals';
import { fridayIn, tomorrowIn } from './when.ts';

test('tomorrow and Friday are those of the reader’s own clocks', () => {
  // Wednesday evening in Chicago, Thursday in UTC.
  const now = Date.parse('2026-12-03T02:00Z');
  expect(tomorrowIn('America/Chicago', now)).toBe('2026-12-03T08:00');
  expect(tomorrowIn('UTC', now)).toBe('2026-12-04T08:00');
  expect(fridayIn('America/Chicago', now)).toBe('2026-12-04T08:00');
  // On a Friday it is the next one.
  expect(fridayIn('UTC', Date.parse('2026-12-04T10:00Z'))).toBe('2026-12-11T08:00');
});

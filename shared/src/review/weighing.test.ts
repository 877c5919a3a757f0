import { expect, test } from '@jest/globals';
import { weigh, weightOf, type Reporter } from './weighing.ts';

const HOUR_MS = 3_600_000;
const known = (traits: Partial<Reporter> = {}): Reporter => ({
  ...{ level: 'member', joinedAt: new Date(0), right: 0, wrong: 0 },
  ...traits,
});
const joined = (hours: number, traits: Partial<Reporter> = {}) =>
  known({ joinedAt: new Date(hours * HOUR_MS), ...traits });

test('whoever was right counts more, up to half as much again, and a report that was rejected takes two thirds', () => {
  expect(weightOf({ right: 0, wrong: 0 })).toBe(1);
  expect(weightOf({ right: 50, wrong: 0 })).toBe(1.5);
  expect(weightOf({ right: 0, wrong: 1 })).toBeCloseTo(1 / 3);
  expect(weightOf({ right: 0, wrong: 5 })).toBeLessThan(0.1);
  expect(weightOf({ right: 9, wrong: 1 })).toBeGreaterThan(1);
});

test('three people who are known count as three, and a hundred who are new as half of one', () => {
  expect(weigh([joined(0), joined(30), joined(60)])).toBe(3);
  expect(weigh(Array.from({ length: 100 }, (_one, n) => joined(n * 30, { level: 'new' })))).toBe(0.5);
  expect(weigh([])).toBe(0);
});

test('of those who joined within a day one counts, the heaviest; whoever is known for long counts alone', () => {
  expect(weigh([joined(23), joined(0), joined(12, { right: 5 })])).toBe(1.5);
  // Across midnight is no other day, and a chain of hours no longer one.
  expect(weigh([joined(0), joined(20), joined(40)])).toBe(2);
  expect(weigh([1, 2, 3].map(() => known({ level: 'regular' })))).toBe(3);
});

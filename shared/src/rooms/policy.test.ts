import { expect, test } from '@jest/globals';
import { limits } from '../kernel/limits.ts';
import { shareOf } from './policy.ts';

/** So many accounts ask in turn, each as often as it may. */
function askedBy(accounts: number): number {
  const own = Array<number>(accounts).fill(0);
  for (let asked = 0; ;) {
    const next = own.findIndex((count) => count === Math.min(...own));
    if ((own[next] ?? 0) >= shareOf(asked) || asked === limits.questionsPerRoom) return asked;
    own[next] = (own[next] ?? 0) + 1;
    asked += 1;
  }
}

test('H4: 230 accounts of one person leave places for everybody else', () => {
  expect(askedBy(230)).toBeLessThanOrEqual(limits.questionsPerRoom - limits.questionsForFirst);
});

test('one person is not held back while there is room, and twenty who ask much fill nothing', () => {
  expect(shareOf(0)).toBe(limits.questionsEach);
  expect(shareOf(limits.questionsPerRoom / 2)).toBeGreaterThanOrEqual(2 * limits.openQuestionsEach);
  expect(askedBy(20)).toBeLessThan(limits.questionsPerRoom / 2);
});

test('a first question is always welcome', () => {
  expect(shareOf(limits.questionsPerRoom)).toBe(1);
});

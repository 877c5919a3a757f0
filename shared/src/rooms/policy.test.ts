import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { roomLimits } from './limits.ts';
import { phaseOf, shareOf, startsBetween } from './policy.ts';

/** So many accounts ask in turn, each as often as it may. */
function askedBy(accounts: number): number {
  const own = Array<number>(accounts).fill(0);
  for (let asked = 0; ;) {
    const next = own.findIndex((count) => count === Math.min(...own));
    if ((own[next] ?? 0) >= shareOf(asked) || asked === roomLimits.questions) return asked;
    own[next] = (own[next] ?? 0) + 1;
    asked += 1;
  }
}

test('H4: 230 accounts of one person leave places for everybody else', () => {
  expect(askedBy(230)).toBeLessThanOrEqual(roomLimits.questions - roomLimits.questionsForFirst);
});

test('one person is not held back while there is room, and twenty who ask much fill nothing', () => {
  expect(shareOf(0)).toBe(roomLimits.questionsEach);
  expect(shareOf(roomLimits.questions / 2)).toBeGreaterThanOrEqual(2 * roomLimits.openQuestionsEach);
  expect(askedBy(20)).toBeLessThan(roomLimits.questions / 2);
});

test('a first question is always welcome', () => {
  expect(shareOf(roomLimits.questions)).toBe(1);
});

test('R7: a room is late, over time, cancelled or was not held before it is simply over', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 28, 16, minutes)).toISOString();
  const room = { startsAt: at(0), minutes: 30, liveAt: null, status: 'scheduled' } as const;
  const live = { ...room, status: 'live', liveAt: at(10) } as const;
  const ended = { ...live, status: 'ended' } as const;
  const phases = [
    [room, -5, 'scheduled'],
    [room, 5, 'late'],
    [live, 39, 'live'],
    [live, 41, 'overdue'],
    [ended, 60, 'ended'],
    [{ ...ended, liveAt: null }, 60, 'not-held'],
    [{ ...ended, liveAt: null, cancelled: true }, 60, 'cancelled'],
  ] as const;
  expect(phases.map(([one, minutes]) => phaseOf(one, Date.parse(at(minutes))))).toEqual(
    phases.map(([, , phase]) => phase),
  );
});

test('R7: the next time that people would choose lies between the bounds, on the hour or the half', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0) }), (now) => {
      const { earliest, latest, next } = startsBetween(now);
      expect(next).toBeGreaterThan(now);
      expect(next % (30 * 60_000)).toBe(0);
      expect(next > earliest && next < latest).toBe(true);
    }),
  );
});

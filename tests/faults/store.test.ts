import { expect, test } from '@jest/globals';
import { sound } from './scenarios/proven.ts';
import { storeFails } from './scenarios/store.ts';

test.each([
  ['gone', ['killed', 'cut', 'frozen'] as const],
  ['half-open, slow and torn in the middle', ['silent', 'slow', 'torn', 'forgetful'] as const],
])(
  'F6, F7, F8, L7, L11: with the store %s people wait, and nothing is lost',
  async (_what, faults) => {
    const proven = await storeFails(faults, { forMs: 1_500 });
    sound(proven);
    expect(proven.history.count('ok')).toBe(proven.sent);
    expect([...proven.statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(proven.slowestMs).toBeLessThan(8_000);
  },
  120_000,
);

import { expect, test } from '@jest/globals';
import { powerFails } from './scenarios/power.ts';
import { sound } from './scenarios/proven.ts';

test('F17, F18, L7: when power fails, everything that was acknowledged had been flushed, and a torn log opens', async () => {
  const { history, sent, unsafeBytes } = sound(await powerFails({ cuts: 2, seed: 18 }));
  expect(history.count('ok')).toBe(sent);
  // Or nothing was at stake.
  expect(unsafeBytes).toBeGreaterThan(0);
}, 120_000);

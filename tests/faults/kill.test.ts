import { expect, test } from '@jest/globals';
import { killed } from './scenarios/kill.ts';
import { sound } from './scenarios/proven.ts';

test('F1, F2, L11, L7: kill -9 at any instant under twenty posts a second loses and doubles nothing', async () => {
  const { sent, history } = sound(await killed({ random: 3, chosen: 4, seed: 11 }));
  expect(sent).toBeGreaterThan(50);
  expect(history.count('ok')).toBe(sent);
}, 120_000);

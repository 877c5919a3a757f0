import { expect, test } from '@jest/globals';
import { rightsLost } from './scenarios/access.ts';
import { sound } from './scenarios/proven.ts';

test('F20, I9, L8, attack 14: who loses a role or a session receives nothing a second later, with pub/sub and without', async () => {
  const { history } = sound(await rightsLost());
  expect(history.count('revoked')).toBe(8);
  expect(history.count('received')).toBeGreaterThan(100);
}, 90_000);

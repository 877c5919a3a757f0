import { expect, test } from '@jest/globals';
import { clientIsSlow, networkFails } from './scenarios/network.ts';
import { sound } from './scenarios/proven.ts';

test('L3, L5, L7: a line that is cut or silent, and a page that is reloaded meanwhile, lose and double nothing', async () => {
  const { history, sent } = sound(await networkFails({ cutMs: [600, 2_000], silentMs: 1_500 }));
  expect(history.count('ok')).toBe(sent);
}, 60_000);

test('L9, attack 20: who takes less than is said is put out, comes back and catches up', async () => {
  const { isPutOut } = sound(await clientIsSlow({ posts: 1_500 }));
  expect(isPutOut).toBe(true);
}, 90_000);

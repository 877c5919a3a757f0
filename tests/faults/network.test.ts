import { expect, test } from '@jest/globals';
import { clientIsSlow, muchHasWaited, networkFails } from './scenarios/network.ts';
import { sound } from './scenarios/proven.ts';

test('F9, F10, L3, L5, L7: a line that is cut or silent, and a page that is reloaded meanwhile, lose and double nothing', async () => {
  const { history, sent } = sound(await networkFails({ cutMs: [600, 2_000], silentMs: 1_500 }));
  expect(history.count('ok')).toBe(sent);
}, 60_000);

test('F9: whoever comes back with two hundred posts to send is not put out, and they stand in the order they were written', async () => {
  const { history } = sound(await muchHasWaited(200));
  const anas = history.entries.filter((entry) => 'who' in entry && entry.who === 'ana');
  const given = anas.filter((entry) => entry.kind === 'invoke').map(({ op }) => op);
  const stand = anas.filter((entry) => entry.kind === 'ok').toSorted((a, b) => a.no - b.no);
  expect(stand.map(({ op }) => op)).toEqual(given);
  const line = anas.filter((entry) => entry.kind === 'line').map(({ what }) => what);
  // Cut once, and back once.
  expect(line.filter((what) => what === 'connected')).toHaveLength(2);
}, 90_000);

test('F11, L9, attack 20: who takes less than is said is put out, comes back and catches up', async () => {
  const { isPutOut } = sound(await clientIsSlow({ posts: 1_500 }));
  expect(isPutOut).toBe(true);
}, 90_000);

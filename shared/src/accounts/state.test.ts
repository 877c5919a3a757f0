import { expect, test } from '@jest/globals';
import type { OwnChange } from './events.ts';
import { applyOwnChange, nothingChanged, ownValueOf } from './state.ts';

const change = (rev: number, key: string, value: number): OwnChange => ({
  type: 'own.changed',
  rev,
  values: [{ kind: 'read', key, value }],
});

test('the last value of a kind and key counts, in whatever order events come', () => {
  const all = [change(1, 'a', 1), change(2, 'a', 2), change(3, 'b', 9)];
  for (const order of [all, all.toReversed(), [...all, ...all]]) {
    const state = order.reduce(applyOwnChange, nothingChanged);
    expect([ownValueOf(state, 'read', 'a'), ownValueOf(state, 'read', 'b')]).toEqual([2, 9]);
    expect(ownValueOf(state, 'vote', 'a')).toBeUndefined();
  }
});

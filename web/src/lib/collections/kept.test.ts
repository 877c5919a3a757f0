import { expect, test } from '@jest/globals';
import { readKept } from './kept.ts';

const row = { kind: 'entry', ref: '0123456789abcdef', words: 'Begin here.', title: 'Family survey' };
const kept = (changed: object) => JSON.stringify({ rev: 3, fields: '[]', rows: [row], ...changed });

test('what was kept of a collection comes back where it still stands as it did', () => {
  expect(readKept(kept({}), 3)).toEqual({ fields: '[]', rows: [row] });
  // Somebody has saved it in the meantime.
  expect(readKept(kept({}), 4)).toBeNull();
  expect(readKept('', 3)).toBeNull();
});

test.each([
  ['no text of ours', 'not this'],
  ['a list', '[]'],
  ['fields that are none', kept({ fields: 7 })],
  ['rows that are none', kept({ rows: 'all' })],
])('%s is nothing', (_, written) => expect(readKept(written, 3)).toBeNull());

test('rows of another kind are left out', () => {
  const rows = [row, null, { ...row, kind: 'script' }, { ...row, words: 7 }];
  expect(readKept(kept({ rows }), 3)?.rows).toEqual([row]);
});

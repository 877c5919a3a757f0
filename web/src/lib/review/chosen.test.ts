import { expect, test } from '@jest/globals';
import { chosenIn, written } from './chosen.ts';

const itemId = '0123456789abcdef';

test('what is chosen is read as it was written, whatever it is called', () => {
  const chosen = [
    { itemId, rev: 3, name: 'Buses: who drives?\nAnd when' },
    { itemId: 'f'.repeat(16), rev: 12, name: '' },
  ];
  expect(chosenIn(chosen.map(written))).toEqual(chosen);
});

test('what is no item is none, and no more than a page is read', () => {
  expect(chosenIn(['', 'x', `${itemId}`, `${itemId}:x:name`, `../${itemId}:1:a`])).toEqual([]);
  expect(chosenIn(new Array<string>(80).fill(`${itemId}:1:a`))).toHaveLength(50);
});

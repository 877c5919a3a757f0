import { expect, test } from '@jest/globals';
import { EMPTY_ARRAY } from '../values/order.ts';
import { keyTuples } from './key-tuples.ts';

const keys = (document: object, ...paths: string[]) =>
  keyTuples(
    { ...document },
    paths.map((path) => path.split('.')),
    (one, other) => new Error(`${one} beside ${other}`),
  );

test.each([
  [{ a: 1 }, ['a'], [[1]], [false]],
  [{}, ['a'], [[undefined]], [false]],
  [{ a: [1, 2] }, ['a'], [[1], [2]], [true]],
  [{ a: [] }, ['a'], [[EMPTY_ARRAY]], [true]],
  [{ a: [[1, 2]] }, ['a'], [[[1, 2]]], [true]],
  [{ a: { b: 1 } }, ['a.b'], [[1]], [false]],
  [{ a: [{ b: 1 }, { b: [2, 3] }, 4] }, ['a.b'], [[1], [2], [3], [undefined]], [true]],
  [{ a: [], c: 1 }, ['a.b', 'c'], [[undefined, 1]], [true, false]],
  [
    { a: [{ b: 1, c: 2 }, { b: 3 }] },
    ['a.b', 'a.c'],
    [
      [1, 2],
      [3, undefined],
    ],
    [true, true],
  ],
  [{ a: [{ b: 1 }], c: 9 }, ['c', 'a', 'a.b'], [[9, { b: 1 }, 1]], [false, true, true]],
  [{ a: [5, 6] }, ['a.0'], [[5], [5]], [true]],
  [{ a: 5 }, ['a.b'], [[undefined]], [false]],
])('%j by %j', (document, paths, tuples, multikey) => {
  expect(keys(document, ...paths)).toEqual({ tuples, multikey });
});

test('two arrays side by side are refused by their names', () => {
  expect(() => keys({ a: [1], c: { b: [2] } }, 'a', 'c.b')).toThrow('b beside a');
  expect(() => keys({ a: [[1], [2]] }, 'a.0', 'a.1')).toThrow('beside');
});

test('a number that could be a position and a name is refused', () => {
  expect(() => keys({ a: [{ 0: 7 }] }, 'a.0')).toThrow(expect.objectContaining({ code: 16746 }));
});

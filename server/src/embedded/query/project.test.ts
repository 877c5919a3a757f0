import { expect, test } from '@jest/globals';
import type { Document } from '../bson/types.ts';
import { environment } from './environment.ts';
import { compileFilter } from './match.ts';
import { compileProjection, compileProjectStage } from './project.ts';

const document = { _id: 1, a: { b: 1, c: 2 }, list: [{ n: 1, m: 1 }, { n: 2 }, 5], s: 'x' };

test.each<[Document, Document]>([
  [{ s: 1 }, { _id: 1, s: 'x' }],
  [{ s: 1, _id: 0 }, { s: 'x' }],
  [{ _id: 1 }, { _id: 1 }],
  [
    { _id: 0, list: 0 },
    { a: { b: 1, c: 2 }, s: 'x' },
  ],
  [{ 'a.b': 1 }, { _id: 1, a: { b: 1 } }],
  [
    { a: { c: 0 }, list: 0 },
    { _id: 1, a: { b: 1 }, s: 'x' },
  ],
  [{ 'list.n': 1 }, { _id: 1, list: [{ n: 1 }, { n: 2 }] }],
  [
    { 'list.n': 0, a: 0 },
    { _id: 1, list: [{ m: 1 }, {}, 5], s: 'x' },
  ],
  [
    { list: { $slice: -1 }, a: 0 },
    { _id: 1, list: [5], s: 'x' },
  ],
  [
    { list: { $slice: [1, 1] }, s: 1 },
    { _id: 1, list: [{ n: 2 }], s: 'x' },
  ],
  [{ list: { $elemMatch: { n: 2 } } }, { _id: 1, list: [{ n: 2 }] }],
  [
    { s: 1, twice: { $add: ['$a.b', '$a.b'] } },
    { _id: 1, s: 'x', twice: 2 },
  ],
])('the projection %j shows %j', (spec, expected) => {
  const shown = compileProjection(spec)(document);
  expect(shown).toEqual(expected);
});

test('the position of the filter is shown', () => {
  const filter = compileFilter({ list: { $elemMatch: { n: 2 } } });
  expect(compileProjection({ 'list.$': 1 }, { filter })(document)).toEqual({ _id: 1, list: [{ n: 2 }] });
});

test.each<[Document, number]>([
  [{ a: 1, s: 0 }, 31254],
  [{ a: 0, s: 1 }, 31253],
  [{ a: 1, 'a.b': 1 }, 31249],
  [{ 'a.b': 1, a: 1 }, 31250],
  [{ a: {} }, 51270],
  [{ s: 0, x: { $add: [1, 1] } }, 31252],
  [{ x: { $foo: 1 } }, 168],
])('the projection %j is refused with code %i', (spec, code) => {
  expect(() => compileProjection(spec)).toThrow(expect.objectContaining({ code }));
});

test('a stage computes what it shows and does not change what it is given', () => {
  const before = structuredClone(document);
  const stage = compileProjectStage({ 'a.d': { $sum: '$list.n' }, kind: { $literal: 1 } }, environment());
  expect(stage(document)).toEqual({ _id: 1, a: { d: 3 }, kind: 1 });
  expect(document).toEqual(before);
});

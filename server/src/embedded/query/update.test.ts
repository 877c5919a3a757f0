import { expect, test } from '@jest/globals';
import { cloneDocument } from '../bson/fields.ts';
import { Double, ObjectId, type BsonValue, type Document } from '../bson/types.ts';
import { compileUpdate } from './update.ts';
import { upsertDocument } from './upsert.ts';

interface Given {
  readonly position?: number;
  readonly arrayFilters?: Document[];
}

function updated(document: Document, spec: BsonValue, { position = -1, arrayFilters = [] }: Given = {}): Document {
  return compileUpdate(spec, { arrayFilters }).apply(cloneDocument(document), { position, insert: false });
}

test.each<[Document, BsonValue, Document]>([
  [{ _id: 1 }, { $set: { 'a.b': 1, c: 2 } }, { _id: 1, a: { b: 1 }, c: 2 }],
  [{ a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
  [{ a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
  [{ a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  [{ n: 2_147_483_647 }, { $inc: { n: 1 } }, { n: 2_147_483_648n }],
  [{}, { $mul: { n: new Double(3) } }, { n: new Double(0) }],
  [{ n: 5 }, { $min: { n: 3 }, $max: { m: 1 } }, { n: 3, m: 1 }],
  [{}, { $push: { a: { $each: [3, 1, 2], $sort: 1, $slice: -2 } } }, { a: [2, 3] }],
  [{ a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
  [{ a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: -1 } } }, { a: [1, 2, 3, 4] }],
  [{ a: [{ n: 2 }] }, { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } }, { a: [{ n: 1 }, { n: 2 }] }],
  [{ a: [1] }, { $addToSet: { a: { $each: [1, new Double(1), 2] } } }, { a: [1, 2] }],
  [{ a: [{ b: 1, c: 2 }, 1] }, { $pull: { a: { b: 1 } } }, { a: [1] }],
  [{ a: [1, 5, 9] }, { $pull: { a: { $gt: 4 } } }, { a: [1] }],
  [{ a: [1, 2, 1] }, { $pullAll: { a: [1] } }, { a: [2] }],
  [{ a: [1, 2] }, { $pop: { a: -1 } }, { a: [2] }],
  [{ a: 1, b: 2, c: 3 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
  [{ n: 12 }, { $bit: { n: { and: 10 } } }, { n: 8 }],
  [{ _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
  [{ _id: 1, a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }], { _id: 1, b: 2 }],
  [{ a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
])('%j updated by %j is %j', (document, spec, expected) => {
  const result = updated(document, spec);
  expect(result).toEqual(expected);
  expect(Object.keys(result)).toEqual(Object.keys(expected));
});

test('positions, all elements and filtered elements are changed', () => {
  expect(updated({ a: [1, 2] }, { $set: { 'a.$': 9 } }, { position: 1 })).toEqual({ a: [1, 9] });
  expect(updated({ a: [1, 2] }, { $inc: { 'a.$[]': 1 } })).toEqual({ a: [2, 3] });
  const options = { arrayFilters: [{ 'big.n': { $gt: 1 } }] };
  expect(updated({ a: [{ n: 1 }, { n: 2 }] }, { $set: { 'a.$[big].x': 1 } }, options)).toEqual({
    a: [{ n: 1 }, { n: 2, x: 1 }],
  });
});

test('new fields appear in the order of their names, positions as numbers', () => {
  expect(Object.keys(updated({}, { $set: { b: 1, a: 1 }, $inc: { aa: 1 } }))).toEqual(['a', 'aa', 'b']);
});

test.each<[Document, BsonValue, number]>([
  [{}, { $foo: { a: 1 } }, 9],
  [{}, { $set: 1 }, 9],
  [{}, { $set: { a: 1 }, $inc: { 'a.b': 1 } }, 40],
  [{}, { $inc: { a: 'x' } }, 14],
  [{ a: 'x' }, { $inc: { a: 1 } }, 14],
  [{ a: 9_223_372_036_854_775_807n }, { $inc: { a: 1 } }, 2],
  [{ a: 1 }, { $set: { 'a.b': 1 } }, 28],
  [{ a: 1 }, { $push: { a: 1 } }, 2],
  [{ a: 1 }, { $pop: { a: 1 } }, 14],
  [{ _id: 1 }, { $set: { _id: 2 } }, 66],
  [{ _id: 1 }, { _id: 2 }, 66],
  [{ a: [1] }, { $set: { 'a.$': 1 } }, 2],
  [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
  [{}, { $set: { 'a..b': 1 } }, 56],
  [{}, { $set: { $x: 1 } }, 52],
  [{}, [{ $match: {} }], 72],
])('%j updated by %j is refused with code %i', (document, spec, code) => {
  expect(() => updated(document, spec)).toThrow(expect.objectContaining({ code }));
});

test('an upsert begins with what the filter says is equal, its _id in front', () => {
  const filter = { b: 1, 'c.d': { $eq: 2 }, e: { $gt: 1 }, _id: 7, $and: [{ f: { $in: [3] } }] };
  const document = upsertDocument(filter, compileUpdate({ $set: { g: 4 }, $setOnInsert: { h: 5 } }));
  expect(document).toEqual({ _id: 7, b: 1, c: { d: 2 }, f: 3, g: 4, h: 5 });
  expect(Object.keys(document)[0]).toBe('_id');
});

test('an upsert of a replacement takes only the _id of the filter', () => {
  expect(upsertDocument({ _id: 7, a: 1 }, compileUpdate({ b: 2 }))).toEqual({ _id: 7, b: 2 });
  expect(upsertDocument({ a: 1 }, compileUpdate({ b: 2 }))['_id']).toBeInstanceOf(ObjectId);
});

test('an upsert refuses a field that the filter names twice, and another _id than the filter has', () => {
  expect(() => upsertDocument({ a: 1, $and: [{ a: 2 }] }, compileUpdate({ $set: { b: 1 } }))).toThrow('matched twice');
  expect(() => upsertDocument({ _id: 1 }, compileUpdate({ $set: { _id: 2 } }))).toThrow('immutable field');
});

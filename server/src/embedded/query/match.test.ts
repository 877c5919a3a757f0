import { expect, test } from '@jest/globals';
import { Decimal128, Double, MinKey, type Document } from '../bson/types.ts';
import { compileFilter } from './match.ts';

const matches = (filter: Document, document: Document): boolean => compileFilter(filter)(document);

test.each<[Document, Document, boolean]>([
  [{ a: null }, {}, true],
  [{ 'a.b': null }, { a: [] }, true],
  [{ 'a.b': null }, { a: [5] }, true],
  [{ 'a.b': null }, { a: [5, { b: 1 }] }, true],
  [{ 'a.b': { $exists: false } }, { a: [5, { b: 1 }] }, false],
  [{ 'a.b': null }, { a: [{ b: 1 }] }, false],
  [{ 'a.0': 1 }, { a: [[1]] }, false],
  [{ 'a.0': 1 }, { a: [1] }, true],
  [{ a: { $gte: null } }, {}, true],
  [{ a: { $gt: null } }, {}, false],
  [{ a: { $lt: 5 } }, { a: NaN }, false],
  [{ a: NaN }, { a: new Double(NaN) }, true],
  [{ a: { $lt: 5 } }, { a: '1' }, false],
  [{ a: { $gt: new MinKey() } }, {}, true],
  [{ a: 5 }, { a: Decimal128.fromString('5.0') }, true],
  [{ a: 9007199254740993n }, { a: 2 ** 53 }, false],
  [{ a: { $in: [[1], null] } }, { a: [1] }, true],
  [{ a: { $in: [2] } }, { a: [[1], 2] }, true],
  [{ a: { $nin: [2] } }, {}, true],
  [{ a: { $ne: 2 } }, { a: [1, 2] }, false],
  [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, false],
  [{ a: { $all: [1, 2] } }, { a: [2, 1] }, true],
  [{ a: { $all: [1] } }, { a: 1 }, true],
  [{ a: { $all: [] } }, { a: [] }, false],
  [{ a: { $size: 1 } }, { a: [[1, 2]] }, true],
  [{ a: { $mod: [4, 0] } }, { a: 8.9 }, true],
  [{ a: { $mod: [4, 0] } }, { a: '8' }, false],
  [{ a: { $type: 'array' } }, { a: [] }, true],
  [{ a: { $type: 'string' } }, { a: [1, 'x'] }, true],
  [{ a: { $type: 'number' } }, { a: 5n }, true],
  [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 4] }, false],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1 }, { c: 2 }] }, false],
  [{ a: { $elemMatch: { 0: 7 } } }, { a: [[7]] }, true],
  [{ a: { $not: { $gt: 1 } } }, {}, true],
  [{ $nor: [{ a: 1 }, { b: 1 }] }, { a: 2 }, true],
  [{ $expr: { $gt: ['$a', '$b'] } }, { a: 2, b: 1 }, true],
])('the filter %j on %j gives %j', (filter, document, expected) => {
  expect(matches(filter, document)).toBe(expected);
});

test('the place of the element that matched is told', () => {
  const place = { index: -1 };
  compileFilter({ a: { $elemMatch: { b: 2 } } })({ a: [{ b: 1 }, { b: 2 }] }, place);
  expect(place.index).toBe(1);
});

test.each<[Document, number, string]>([
  [{ a: { $foo: 1 } }, 2, 'unknown operator: $foo'],
  [{ $foo: 1 }, 2, 'unknown top level operator: $foo'],
  [{ $or: [] }, 2, '$or argument must be a non-empty array'],
  [{ a: { $in: 1 } }, 2, '$in needs an array'],
  [{ a: { $mod: [0, 1] } }, 2, 'divisor cannot be 0'],
  [{ $where: 'true' }, 238, '$where is not supported'],
  [{ $text: { $search: 'a' } }, 238, '$text is not supported'],
  [{ a: { $near: [1, 2] } }, 238, '$near is not supported'],
  [{ $expr: { $foo: 1 } }, 168, "Unrecognized expression '$foo'"],
  [{ $expr: '$$nobody' }, 17276, 'Use of undefined variable: nobody'],
])('the filter %j is refused with code %i', (filter, code, message) => {
  expect(() => compileFilter(filter)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
});

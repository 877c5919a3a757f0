import fc from 'fast-check';
import mongoose from 'mongoose';
import type { Condition } from './match.ts';
import type { Projection, Sort } from './shape.ts';
import type { Fields, Value } from './values.ts';

const { BSONRegExp, Decimal128, Double, ObjectId } = mongoose.mongo;

/** Few values, so that they meet: equal numbers of different types, what hides in null, and every type's edge. */
const scalar = fc.constantFrom<Value>(
  null,
  true,
  false,
  ...[0, 1, 2, 3, 5, -1, 2.5, 0.5, -0, NaN, Infinity, 1e17, 2 ** 53],
  ...[1n, 5n, 2n ** 53n + 1n, new Double(5), new Double(1), Decimal128.fromString('2.5'), Decimal128.fromString('5')],
  ...['', 'a', 'b', 'ab', 'B', 'é', 'z😀', '\uffee'],
  ...[new Date(0), new Date(5000), new ObjectId('64a000000000000000000001'), new ObjectId('64b000000000000000000001')],
);

const inner = fc.constantFrom('a', 'b', 'c');

export const { value } = fc.letrec<{ value: Value; fields: Fields }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 2, arbitrary: tie('fields') },
  ),
  fields: fc.dictionary(inner, tie('value'), { maxKeys: 3, noNullPrototype: true }),
}));

const word = fc.constantFrom<Value>('', 'a', 'b', 'ab', 'z😀');
const plainNumber = fc.constantFrom<Value>(null, 0, 1, 2, 3, 7, -4, 2.5, 0.5);

const small = fc.constantFrom<Value>(0, 1, 2, 3, 4, 5);
const tags = fc.oneof<fc.Arbitrary<Value>[]>(fc.array(small, { maxLength: 3 }), small);

const pattern = fc.constantFrom(/^a/, /b$/, /^$/, /é|B/, /^ab/);
const stored = fc.constantFrom<Value>(new BSONRegExp('^a'), new BSONRegExp('^a', 'i'), new BSONRegExp('b$'));
const patterns = fc.oneof<fc.Arbitrary<Value>[]>(stored, word, fc.array(stored, { maxLength: 2 }));

/**
 * A document without its `_id`: a, b and c hold anything, s words, n numbers or null, t lists of few numbers, r regular
 * expressions and words.
 */
export const fields: fc.Arbitrary<Fields> = fc.record(
  { a: value, b: value, c: value, s: word, n: plainNumber, t: tags, r: patterns },
  { requiredKeys: [], noNullPrototype: true },
);

export const documents = (maxLength: number): fc.Arbitrary<Fields[]> =>
  fc.array(fields, { minLength: 1, maxLength }).map((all) => all.map((document, _id) => ({ _id, ...document })));

const path = fc.constantFrom(
  'a',
  'b',
  'c',
  's',
  'n',
  'a',
  'b',
  '_id',
  'a.b',
  'a.c',
  'b.a',
  'a.b.c',
  'a.0',
  'a.0.b',
  'a.1.b',
  'b.b',
);
function operators(own: fc.Arbitrary<Value>): fc.Arbitrary<Condition>[] {
  const list = fc.array(own, { maxLength: 3 });
  return [
    fc.record({ $eq: own }, { noNullPrototype: true }),
    fc.record({ $ne: own }, { noNullPrototype: true }),
    fc.record({ $gt: own, $lte: own }, { requiredKeys: ['$gt'], noNullPrototype: true }),
    fc.record({ $lt: own, $gte: own }, { requiredKeys: ['$lt'], noNullPrototype: true }),
    fc.record({ $gte: own }, { noNullPrototype: true }),
    fc.record({ $in: list }, { noNullPrototype: true }),
    fc.record({ $nin: list }, { noNullPrototype: true }),
    fc.record({ $in: fc.tuple(pattern, own) }, { noNullPrototype: true }),
    fc.record({ $all: list }, { noNullPrototype: true }),
    fc.record({ $exists: fc.boolean() }, { noNullPrototype: true }),
    fc.record({ $size: fc.nat({ max: 3 }) }, { noNullPrototype: true }),
    fc.record({ $mod: fc.constantFrom([2, 0], [3, 1], [2, -1]) }, { noNullPrototype: true }),
    fc.record({ $regex: pattern }, { noNullPrototype: true }),
    fc.record(
      {
        $type: fc.constantFrom(
          'number',
          'int',
          'long',
          'double',
          'decimal',
          'string',
          'array',
          'object',
          'null',
          'bool',
          'date',
          'objectId',
        ),
      },
      { noNullPrototype: true },
    ),
  ];
}

const simple = fc.oneof(...operators(value));
const clause = (name: string, condition: unknown): Condition => ({ [name]: condition });
const condition = fc.oneof(
  { weight: 8, arbitrary: simple },
  { weight: 1, arbitrary: fc.record({ $not: simple }, { noNullPrototype: true }) },
  { weight: 1, arbitrary: fc.record({ $elemMatch: simple }, { noNullPrototype: true }) },
  {
    weight: 1,
    arbitrary: fc.record(
      { $elemMatch: fc.tuple(inner, fc.oneof(value, simple)).map((pair) => clause(...pair)) },
      { noNullPrototype: true },
    ),
  },
);

const single: fc.Arbitrary<Condition> = fc
  .tuple(
    path,
    fc.oneof({ weight: 3, arbitrary: condition }, { weight: 1, arbitrary: value }, { weight: 1, arbitrary: pattern }),
  )
  .map((pair) => clause(...pair));

/** What finds stored regular expressions, and words by them. */
const byPattern: fc.Arbitrary<Condition> = fc
  .oneof(
    pattern,
    fc.constantFrom(/^a/i, /b$/i),
    fc.record({ $regex: fc.oneof(pattern, fc.constant(/^a/i)) }, { noNullPrototype: true }),
    fc.record({ $in: fc.tuple(pattern, word) }, { noNullPrototype: true }),
    fc.record({ $not: fc.record({ $regex: pattern }, { noNullPrototype: true }) }, { noNullPrototype: true }),
  )
  .map((asked) => clause('r', asked));

const bound = fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), small).map((pair) => clause(...pair));
const bounds = fc.tuple(bound, bound).map(([one, other]): Condition => ({ ...one, ...other }));

const atEdge = fc.constantFrom<Condition | Value>(
  { $gte: 1 },
  { $gt: 1 },
  { $gte: 2 },
  { $gt: 0 },
  { $in: [1, 2] },
  1,
  2,
);

/** Ranges over lists, which two elements may meet, and what a partial index is just wide enough for, or just not. */
const narrow: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ t: bounds }, { noNullPrototype: true }),
  fc.record({ t: fc.record({ $elemMatch: bounds }, { noNullPrototype: true }) }, { noNullPrototype: true }),
  fc.record({ n: atEdge, c: fc.oneof(simple, value) }, { noNullPrototype: true }),
  fc.record({ n: atEdge, t: fc.oneof(bound, small) }, { noNullPrototype: true }),
  fc.record({ n: atEdge, t: fc.oneof(bound, small) }, { noNullPrototype: true }),
);

/** A range over lists, read in the lists' order: an index that knows each by several keys must not give it. */
export const ofLists = {
  filter: fc.record({ t: bounds }, { noNullPrototype: true }),
  sort: fc.constantFrom<Sort>({ t: 1, _id: 1 }, { t: -1, _id: 1 }, { t: -1, _id: -1 }, { t: 1, _id: -1 }),
};

const several = fc.array(single, { minLength: 1, maxLength: 3 });

/** Filters of one to three clauses, side by side on different fields or under $and, $or and $nor. */
export const filter: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: single },
  { weight: 3, arbitrary: narrow },
  { weight: 1, arbitrary: byPattern },
  { weight: 4, arbitrary: several.map((all): Condition => Object.assign({}, ...all)) },
  { weight: 1, arbitrary: several.map(($and) => ({ $and })) },
  { weight: 2, arbitrary: several.map(($or) => ({ $or })) },
  { weight: 1, arbitrary: several.map(($nor) => ({ $nor })) },
  { weight: 1, arbitrary: fc.tuple(single, several).map(([first, $or]): Condition => ({ ...first, $or })) },
);

export interface Index {
  readonly key: Sort;
  readonly sparse?: boolean;
  readonly unique?: boolean;
  readonly partialFilterExpression?: Condition;
}

/** No two of these can be asked for the same key, so any selection can be built. */
export const indexes = fc.uniqueArray(
  fc.constantFrom<Index>(
    { key: { a: 1 } },
    { key: { b: -1 }, sparse: true },
    { key: { c: 1 }, partialFilterExpression: { n: { $gt: 1 } } },
    { key: { 'a.b': 1 } },
    { key: { 'a.b': 1, 'a.c': -1 } },
    { key: { s: 1, a: 1 } },
    { key: { a: -1, s: 1 } },
    { key: { n: 1, _id: -1 } },
    { key: { s: 1, n: -1 } },
    { key: { n: -1, 'b.a': 1 } },
    { key: { s: -1, _id: 1 }, unique: true },
    { key: { 'a.b.c': 1, n: 1 } },
    { key: { n: 1, s: 1, _id: 1 }, partialFilterExpression: { s: { $exists: true } } },
    { key: { t: 1 } },
    { key: { t: -1, _id: 1 } },
    { key: { t: 1, n: 1 }, partialFilterExpression: { n: { $gt: 1 } } },
    { key: { n: 1, t: -1, _id: -1 } },
    { key: { a: 1, _id: 1 } },
    { key: { 'a.b': -1, _id: 1 } },
    { key: { r: 1 } },
    { key: { r: -1, s: 1 } },
    { key: { 'a.0': 1, s: 1 } },
    { key: { a: 1, 'a.0': 1 } },
    { key: { 'a.0': 1, 'b.a': -1 } },
  ),
  { minLength: 1, maxLength: 6, selector: ({ key }) => JSON.stringify(key) },
);

const direction = fc.constantFrom<1 | -1>(1, -1);

type Paths = readonly [string, string];

const sortOf = (paths: fc.Arbitrary<Paths>): fc.Arbitrary<Sort> =>
  fc
    .tuple(paths, direction, direction, direction)
    .map(([[first, second], one, two, three]) => ({ [first]: one, ...(second && { [second]: two }), _id: three }));

const beside: fc.Arbitrary<Paths> = fc.tuple(
  fc.constantFrom('a', 'b', 'c', 'a.b', 'b.a', 'a.0', 's', 'n', 't'),
  fc.constantFrom('', 's', 'n'),
);

/** At most one path that may meet an array, and `_id` last: an order with ties has no single right answer. */
export const sort = sortOf(beside);

const under = fc.constantFrom<Paths>(
  ['a.b', 'a.c'],
  ['a.c', 'a.b'],
  ['a', 'a.b'],
  ['a', 'a.0'],
  ['a.0', 'a.1'],
  ['b.b', 'b.a'],
  ['c', 'c.c'],
  ['a.b.c', 'a.b'],
);

/** Also two paths under one array, of which some documents make arrays side by side. */
export const deepSort = sortOf(fc.oneof({ weight: 3, arbitrary: beside }, { weight: 1, arbitrary: under }));

/** Paths of which none contains another. */
export const projection: fc.Arbitrary<Projection> = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('a.b', 'a.c', 'b', 'c.a', 's', 'n'), { minLength: 1, maxLength: 3 }),
    fc.constantFrom<0 | 1>(0, 1),
    fc.constantFrom<0 | 1 | undefined>(0, 1, undefined),
  )
  .map(([paths, on, id]) => ({
    ...(id === undefined ? {} : { _id: id }),
    ...Object.fromEntries(paths.map((each) => [each, on])),
  }));

import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { failureOf, found, ids, useStore, type Row, type Rows } from '../support/use-store.ts';

const { BSONRegExp } = mongoose.mongo.BSON;
const { Decimal128, Double } = mongoose.mongo;
const store = useStore();

async function renamed(document: Row, paths: Record<string, string>): Promise<unknown> {
  const rows = await store.holding({ _id: 1, ...document });
  await rows.updateOne({}, { $rename: paths });
  return rows.findOne({}, { projection: { _id: 0 } });
}

test.each([
  [{ a: [{ a: 'x' }] }, { 'a.0.a': 'b' }],
  [{ a: { b: [{ c: 1 }] } }, { 'a.b.0.c': 'z' }],
  [{ a: [1] }, { 'a.0': 'b' }],
  [{ a: [{ x: 1 }], b: 2 }, { b: 'a.0.x' }],
  [{ a: [1], b: 2 }, { b: 'a.5.y' }],
  [{ a: [], b: 2 }, { b: 'a.x' }],
])('$rename leads through no array: %j by %j', async (document, paths) => {
  expect(await failureOf(renamed(document, paths))).toMatchObject({ code: 2 });
});

test('$rename of what is not there does nothing, in arrays too', async () => {
  expect(await renamed({ a: [1] }, { 'a.3': 'b' })).toEqual({ a: [1] });
  expect(await renamed({ a: [{}] }, { 'a.0.x': 'b' })).toEqual({ a: [{}] });
});

const inOrder = async (rows: Rows, sort: mongoose.mongo.Sort) => ids(await rows.find().sort(sort).toArray());

test('paths under one array sort by the first whole key of one element, with an index and without', async () => {
  const rows = await store.holding(
    {
      _id: 1,
      b: [
        { b: 1, a: 1 },
        { b: 2, a: 9 },
      ],
    },
    { _id: 2, b: [{ b: 1, a: 5 }] },
    { _id: 3, b: [{ b: 0 }, { a: 7 }] },
  );
  const sort = { 'b.b': 1, 'b.a': -1, _id: 1 } as const;
  expect(await inOrder(rows, sort)).toEqual([3, 2, 1]);
  await rows.createIndex({ 'b.b': 1, 'b.a': -1 });
  expect(await inOrder(rows, sort)).toEqual([3, 2, 1]);
  const whole = await store.holding({ _id: 1, c: [{ c: 9 }, 3] }, { _id: 2, c: [3, { c: 0 }] }, { _id: 3, c: 4 });
  expect(await inOrder(whole, { c: 1, 'c.c': 1, _id: -1 })).toEqual([2, 1, 3]);
});

test('arrays side by side have no order, at whatever depth they stand', async () => {
  for (const [sort, document] of [
    [
      { a: 1, b: 1 },
      { a: [1], b: [1] },
    ],
    [{ 'a.b': 1, 'a.c': 1 }, { a: [{ b: [1], c: [1] }] }],
    [{ 'a.0': 1, 'a.1': 1 }, { a: [[1], [2]] }],
  ] as const) {
    const rows = await store.holding({ ...document });
    expect(await failureOf(rows.find().sort(sort).toArray())).toMatchObject({ code: 2 });
    expect(await failureOf(rows.createIndex(sort))).toMatchObject({ code: 171 });
  }
});

test('a number in the path of an index is a position in an array, which counts as one', async () => {
  const rows = store.collection();
  await rows.createIndex({ 'a.0': 1, b: 1 });
  expect(await failureOf(rows.insertOne({ a: [1], b: [1] }))).toMatchObject({ code: 171 });
  expect(await failureOf(rows.insertOne({ a: [{ 0: 7 }] }))).toMatchObject({ code: 16746 });
  await rows.insertOne({ a: [1], b: 1 });
  const nested = store.collection();
  await nested.createIndex({ a: 1, 'a.0': 1 });
  await nested.insertMany([{ a: [[1]] }, { a: [[1, 2], [3]] }, { a: [] }]);
  expect(await store.db.command({ validate: nested.collectionName })).toMatchObject({ valid: true });
});

test('a number that may be a position or a name is refused by a sort', async () => {
  const rows = await store.holding({ _id: 1, a: [{ 0: 7 }] });
  expect(await failureOf(rows.find().sort({ 'a.0': 1 }).toArray())).toMatchObject({ code: 16746 });
  expect(await found(rows, { 'a.0.0': 7 })).toEqual([1]);
});

test('a stored regular expression is found by the same pattern with the same options', async () => {
  const rows = await store.holding(
    { _id: 1, v: new BSONRegExp('a', 'i') },
    { _id: 2, v: new BSONRegExp('a', '') },
    { _id: 3, v: 'A' },
  );
  expect(await found(rows, { v: { $regex: 'a', $options: 'i' } })).toEqual([1, 3]);
  expect(await found(rows, { v: { $regex: 'a' } })).toEqual([2]);
  expect(await found(rows, { v: /a/i })).toEqual([1, 3]);
  expect(await found(rows, { v: { $not: { $regex: 'a', $options: 'i' } } })).toEqual([2]);
});

test('a double becomes a decimal with fifteen digits, the zeros too', async () => {
  const rows = await store.holding({ _id: 1, v: Decimal128.fromString('1.5') });
  await rows.updateOne({}, { $inc: { v: new Double(2) } });
  expect((await rows.findOne({}))?.['v'].toString()).toBe('3.50000000000000');
});

test('the element that a projection picks stands behind what it includes', async () => {
  const rows = await store.holding({ _id: 1, x: [{ a: 1 }, { a: 2 }], y: 1 });
  const shown = await rows.findOne({}, { projection: { x: { $elemMatch: { a: 2 } }, y: 1 } });
  expect(JSON.stringify(shown)).toBe('{"_id":1,"y":1,"x":[{"a":2}]}');
});

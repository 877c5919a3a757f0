import { expect, test } from '@jest/globals';
import type mongoose from 'mongoose';
import { failureOf, found, useStore } from '../support/use-store.ts';

const store = useStore();
const upsert = { upsert: true } as const;
const nullable = () => store.db.collection<Nullable>(store.name());

interface Nullable {
  _id: null | number;
  a?: number;
  b?: number;
}

test('an upsert keeps the null _id that its filter or its update gives', async () => {
  const ways: [object, mongoose.mongo.UpdateFilter<Nullable> | mongoose.mongo.Document[]][] = [
    [{ _id: null }, { $set: { a: 1 } }],
    [{ a: 1 }, { $setOnInsert: { _id: null } }],
    [{ a: 1 }, { $set: { _id: null } }],
    [{ _id: null }, [{ $set: { a: 1 } }]],
  ];
  for (const [filter, update] of ways) {
    const rows = nullable();
    expect(await rows.updateOne(filter, update, upsert)).toMatchObject({
      upsertedId: null,
      upsertedCount: 1,
    });
    expect(await rows.find().toArray()).toEqual([{ _id: null, a: 1 }]);
  }
  const rows = nullable();
  await rows.replaceOne({ _id: null }, { a: 1 }, upsert);
  // The driver's types know that a replacement has the same _id.
  expect(await failureOf(rows.replaceOne({ _id: null }, { _id: 5, a: 2 } as Nullable))).toMatchObject({ code: 66 });
  await rows.findOneAndUpdate({ _id: null }, { $set: { b: 1 } }, upsert);
  expect(await rows.find().toArray()).toEqual([{ _id: null, a: 1, b: 1 }]);
});

test('an insert keeps a null _id, wherever in the document it stands', async () => {
  const name = store.name();
  await store.db.command({ insert: name, documents: [{ a: 1, _id: null }] });
  expect(await store.db.collection(name).find().toArray()).toEqual([{ _id: null, a: 1 }]);
});

test('an array inside an array is no missing field, a plain element and an array that leads nowhere are', async () => {
  const values = [
    [{ b: 1 }, []],
    [[1], { b: 1 }],
    [[]],
    [5, []],
    [{ b: 1 }, 5],
    [],
    [[1]],
    [{ b: 1 }],
    [{}],
    [[{ b: 1 }]],
  ];
  const rows = await store.holding(...values.map((b, _id) => ({ _id, b })));
  const [missing, there] = [
    [2, 3, 4, 5, 6, 8, 9],
    [0, 1, 7],
  ];
  for (const same of [null, { $in: [null] }, { $gte: null }, { $lte: null }, { $all: [null] }])
    expect(await found(rows, { 'b.b': same })).toEqual(missing);
  for (const other of [{ $ne: null }, { $nin: [null] }, { $not: { $eq: null } }])
    expect(await found(rows, { 'b.b': other })).toEqual(there);
  await rows.createIndex({ 'b.b': 1 });
  expect(await found(rows, { 'b.b': null })).toEqual(missing);
});

test('a position leads into an inner array, and an empty one there holds nothing, not even null', async () => {
  const values = [[[]], [[1]], [[{ c: null }]], [5], [], [[], [5]]];
  const rows = await store.holding(...values.map((c, _id) => ({ _id, c })));
  expect(await found(rows, { 'c.0.c': null })).toEqual([1, 2, 3, 4]);
  expect(await found(rows, { 'c.1.c': null })).toEqual([0, 1, 2, 3, 4, 5]);
});

/** What one expression is for a document. */
async function valueOf(expression: unknown): Promise<unknown> {
  const rows = await store.holding({ _id: 1, s: 's', n: null, a: [1], num: 3 });
  const [row] = await rows.aggregate([{ $project: { _id: 0, is: expression } }]).toArray();
  return row?.['is'];
}

const failing = { $divide: [1, { $subtract: ['$num', 3] }] };

test.each([
  [{ $add: ['$s', null] }, 14],
  [{ $multiply: ['$num', '$s', '$n'] }, 14],
  [{ $setUnion: [3, null] }, 17043],
  [{ $setUnion: [null, '$s'] }, 17043],
  [{ $setIntersection: ['$s', '$n'] }, 17047],
  [{ $concat: ['$num', null] }, 16702],
  [{ $round: ['$s', null] }, 51081],
  [{ $slice: ['$a', '$s', '$n'] }, 28725],
])('a wrong value before a null is an error: %j', async (expression, code) => {
  expect(await failureOf(valueOf(expression))).toMatchObject({ code });
});

test.each([
  [{ $add: ['$n', '$s'] }],
  [{ $multiply: [null, failing] }],
  [{ $concatArrays: [null, 3] }],
  [{ $concat: [null, failing] }],
  [{ $setUnion: ['$n', 3] }],
  [{ $trunc: ['$n', failing] }],
  [{ $indexOfArray: ['$n', failing] }],
])('nothing behind a null is looked at: %j', async (expression) => {
  expect(await valueOf(expression)).toBeNull();
});

test('an operator of MongoDB’s that is missing here is refused as that', async () => {
  for (const expression of [{ $zip: { inputs: [['$s'], ['$n']] } }, { $rand: {} }, { $sin: 1 }])
    expect(await failureOf(valueOf(expression))).toMatchObject({ code: 238 });
});

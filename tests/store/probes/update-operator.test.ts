import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { useStore, type Rows } from '../support/use-store.ts';

const { Double, Int32, Long, ObjectId } = mongoose.mongo;
const store = useStore();

/** The driver's own update type knows the fields of a schema; these documents have none. */
function change(rows: Rows, update: mongoose.mongo.BSON.Document): Promise<mongoose.mongo.UpdateResult> {
  return rows.updateOne({ _id: 1 }, update);
}

test('$inc, $mul, $min, $max, $unset, $rename and $currentDate work in one update', async () => {
  const rows = await store.holding({ _id: 1, a: 1, b: 2, c: 5, d: 5, e: 'x', f: 'y' });
  const result = await rows.updateOne(
    { _id: 1 },
    {
      $inc: { a: 2, z: 1 },
      $mul: { b: 2 },
      $min: { c: 3 },
      $max: { d: 9 },
      $unset: { e: '' },
      $rename: { f: 'g' },
      $currentDate: { now: true },
    },
  );
  expect(result.modifiedCount).toBe(1);
  expect(await rows.findOne()).toEqual({ _id: 1, a: 3, b: 4, c: 3, d: 9, z: 1, g: 'y', now: expect.any(Date) });
});

test('$push sorts, cuts, inserts at a place and makes the array', async () => {
  const rows = await store.holding({ _id: 1, a: [{ s: 3 }] });
  await change(rows, { $push: { a: { $each: [{ s: 9 }, { s: 1 }], $sort: { s: -1 }, $slice: 2 } } });
  expect(await rows.findOne()).toEqual({ _id: 1, a: [{ s: 9 }, { s: 3 }] });
  await change(rows, { $push: { a: { $each: [{ s: 0 }], $position: 0 } } });
  expect(await rows.findOne()).toEqual({ _id: 1, a: [{ s: 0 }, { s: 9 }, { s: 3 }] });
  await change(rows, { $push: { made: 5 } });
  expect(await rows.findOne()).toMatchObject({ made: [5] });
});

test('$addToSet, $pull, $pullAll and $pop change arrays by value', async () => {
  const [first, second] = [new ObjectId(), new ObjectId()];
  const scored = [
    { k: 1, v: 5 },
    { k: 2, v: 9 },
  ];
  const rows = await store.holding({ _id: 1, a: [first], s: scored, n: [1, 2, 3, 4, 5, 1] });
  expect(await change(rows, { $addToSet: { a: first } })).toMatchObject({ modifiedCount: 0 });
  await change(rows, { $addToSet: { a: { $each: [first, second] } } });
  await change(rows, { $pull: { s: { v: { $gt: 6 } }, n: { $gte: 4 } } });
  expect(await rows.findOne()).toEqual({ _id: 1, a: [first, second], s: [{ k: 1, v: 5 }], n: [1, 2, 3, 1] });
  await change(rows, { $pull: { n: 1 }, $pullAll: { a: [first] } });
  expect(await rows.findOne()).toMatchObject({ a: [second], n: [2, 3] });
  await change(rows, { $pop: { n: -1 } });
  expect(await rows.findOne()).toMatchObject({ n: [3] });
});

test('$set makes the documents on the way and fills arrays up with null', async () => {
  const rows = await store.holding({ _id: 1, arr: [1, 2] });
  await rows.updateOne({ _id: 1 }, { $set: { 'p.q.r': 5, 'arr.4': 9 } });
  expect(await rows.findOne()).toEqual({ _id: 1, p: { q: { r: 5 } }, arr: [1, 2, null, null, 9] });
});

test('the positional $, $[] and arrayFilters reach the right elements', async () => {
  const items = [
    { k: 1, v: 1 },
    { k: 2, v: 1 },
    { k: 3, v: 5 },
  ];
  const rows = await store.holding({ _id: 1, it: items, n: [1, 2, 3] });
  await rows.updateOne({ _id: 1, 'it.k': 2 }, { $set: { 'it.$.v': 42 } });
  await rows.updateOne({ _id: 1, it: { $elemMatch: { k: 3, v: { $gt: 2 } } } }, { $inc: { 'it.$.v': 1 } });
  await rows.updateOne({ _id: 1 }, { $inc: { 'n.$[]': 10 } });
  await rows.updateOne({}, { $set: { 'it.$[x].w': true } }, { arrayFilters: [{ 'x.v': { $gte: 6 } }] });
  await rows.updateOne({}, { $set: { 'n.$[m]': 0 } }, { arrayFilters: [{ m: { $gt: 12 } }] });
  expect(await rows.findOne()).toEqual({
    _id: 1,
    it: [
      { k: 1, v: 1 },
      { k: 2, v: 42, w: true },
      { k: 3, v: 6, w: true },
    ],
    n: [11, 12, 0],
  });
});

test('an update may be a pipeline', async () => {
  const rows = await store.holding({ _id: 1, a: 3, b: 4 });
  await rows.updateOne({ _id: 1 }, [{ $set: { s: { $add: ['$a', '$b'] } } }, { $unset: 'b' }]);
  expect(await rows.findOne()).toEqual({ _id: 1, a: 3, s: 7 });
});

test('$inc keeps the type of the number, and int32 grows into int64', async () => {
  const rows = await store.holding({ _id: 1, a: new Int32(2147483647), d: new Double(1), l: Long.fromNumber(7) });
  await rows.updateOne({ _id: 1 }, { $inc: { a: 1, d: 1, l: 1 } });
  const typed = { a: { $type: 'long' }, d: { $type: 'double' }, l: { $type: 'long' } };
  expect(await rows.findOne(typed)).toEqual({ _id: 1, a: 2147483648, d: 2, l: 8 });
});

import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { sales } from '../support/sales.ts';
import { everything, useStore } from '../support/use-store.ts';

const { ObjectId } = mongoose.mongo;
const store = useStore();

test('$lookup joins by a field and $unwind keeps what found nothing', async () => {
  const author = new ObjectId();
  const users = await store.holding({ _id: author, nm: 'A' });
  const rows = await store.holding({ _id: 1, by: author }, { _id: 2, by: new ObjectId() });
  const stages = [
    { $lookup: { from: users.collectionName, localField: 'by', foreignField: '_id', as: 'usr' } },
    { $unwind: { path: '$usr', preserveNullAndEmptyArrays: true } },
    { $project: { nm: '$usr.nm' } },
    { $sort: { _id: 1 } },
  ];
  expect(await rows.aggregate(stages).toArray()).toEqual([{ _id: 1, nm: 'A' }, { _id: 2 }]);
});

test('$lookup with let and a pipeline sees the outer document', async () => {
  const foreign = await store.holding({ _id: 1, r: 5 }, { _id: 2, r: 6 });
  const rows = await store.holding({ _id: 1, min: 6 });
  const pipeline = [{ $match: { $expr: { $gte: ['$r', '$$m'] } } }, { $project: { r: 1 } }];
  const lookup = { from: foreign.collectionName, let: { m: '$min' }, pipeline, as: 'x' };
  expect(await rows.aggregate([{ $lookup: lookup }]).toArray()).toEqual([{ _id: 1, min: 6, x: [{ _id: 2, r: 6 }] }]);
});

test('$lookup joins every element of an array and runs its pipeline on what it found', async () => {
  const foreign = await store.holding({ _id: 1, r: 5 }, { _id: 2, r: 6 }, { _id: 3, r: 7 });
  const rows = await store.holding({ _id: 1, refs: [1, 3] });
  const pipeline = [{ $sort: { r: -1 } }, { $project: { _id: 0, r: 1 } }];
  const lookup = { from: foreign.collectionName, localField: 'refs', foreignField: '_id', pipeline, as: 'x' };
  const joined = await rows.aggregate([{ $lookup: lookup }]).toArray();
  expect(joined).toEqual([{ _id: 1, refs: [1, 3], x: [{ r: 7 }, { r: 5 }] }]);
});

test('$project computes strings, conditions, dates and arrays', async () => {
  const rows = await store.holding(...sales);
  const project = {
    _id: 0,
    x: { $concat: ['$k', '-', { $toString: '$v' }] },
    y: { $cond: [{ $gt: ['$v', 4] }, 'hi', 'lo'] },
    z: { $ifNull: ['$nope', 'def'] },
    sz: { $size: { $ifNull: ['$t', []] } },
    day: { $dateToString: { format: '%Y-%m-%d', date: '$d' } },
    f: { $filter: { input: '$t', as: 'q', cond: { $eq: ['$$q', 'y'] } } },
    m: { $map: { input: '$t', in: { $toUpper: '$$this' } } },
    inn: { $in: ['x', '$t'] },
    red: { $reduce: { input: '$t', initialValue: '', in: { $concat: ['$$value', '$$this'] } } },
    yr: { $year: '$d' },
    el: { $arrayElemAt: ['$t', -1] },
  };
  const computed = await rows.aggregate([{ $match: { _id: 1 } }, { $project: project }]).toArray();
  expect(computed).toEqual([
    {
      x: 'a-5',
      y: 'hi',
      z: 'def',
      sz: 2,
      day: '2026-11-01',
      f: ['y'],
      m: ['X', 'Y'],
      inn: true,
      red: 'xy',
      yr: 2026,
      el: 'y',
    },
  ]);
});

test('$unwind drops or keeps the empty, and counts along', async () => {
  const rows = await store.holding(...sales);
  expect(await rows.aggregate([{ $unwind: '$t' }]).toArray()).toHaveLength(3);
  const unwind = { path: '$t', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' };
  const stages = [{ $unwind: unwind }, { $sort: { _id: 1, i: 1 } }, { $project: { t: 1, i: 1 } }];
  expect(await rows.aggregate(stages).toArray()).toEqual([
    { _id: 1, t: 'x', i: 0 },
    { _id: 1, t: 'y', i: 1 },
    { _id: 2, t: 'x', i: 0 },
    { _id: 3, i: null },
    { _id: 4, i: null },
  ]);
});

test('$set, $unset and $replaceRoot reshape documents', async () => {
  const rows = await store.holding(...sales);
  const second = { $match: { _id: 2 } };
  const set = [second, { $set: { 'o.p': { $add: ['$v', 1] } } }, { $unset: ['t', 'd'] }];
  expect(await rows.aggregate(set).toArray()).toEqual([{ _id: 2, k: 'b', v: 3, o: { p: 4 } }]);
  const root = [second, { $replaceRoot: { newRoot: { $mergeObjects: [{ a: 1 }, { k: '$k' }] } } }];
  expect(await rows.aggregate(root).toArray()).toEqual([{ a: 1, k: 'b' }]);
});

test('$unionWith goes on with another collection', async () => {
  const other = await store.holding({ _id: 2, v: 2 });
  const rows = await store.holding({ _id: 1, v: 1 });
  const union = await rows.aggregate([{ $unionWith: other.collectionName }, { $sort: { _id: 1 } }]).toArray();
  expect(union).toEqual([
    { _id: 1, v: 1 },
    { _id: 2, v: 2 },
  ]);
});

test('an aggregate hands over its batches in order', async () => {
  const rows = await store.holding(...Array.from({ length: 250 }, (_, _id) => ({ _id })));
  const seen = await everything(rows.aggregate([{ $sort: { _id: 1 } }], { batchSize: 40 }));
  expect(seen).toEqual(Array.from({ length: 250 }, (_, _id) => ({ _id })));
});

test('a collection that does not exist is empty', async () => {
  const rows = store.collection();
  expect(await rows.aggregate([{ $match: {} }]).toArray()).toEqual([]);
  expect(await rows.find().toArray()).toEqual([]);
  expect(await rows.countDocuments()).toBe(0);
});

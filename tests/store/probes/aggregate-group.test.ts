import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { sales } from '../support/sales.ts';
import { useStore } from '../support/use-store.ts';

const { ObjectId } = mongoose.mongo;
const store = useStore();

test('$group gathers with every accumulator', async () => {
  const rows = await store.holding(...sales);
  const group = {
    _id: '$k',
    s: { $sum: '$v' },
    n: { $sum: 1 },
    av: { $avg: '$v' },
    mx: { $max: '$v' },
    mn: { $min: '$v' },
    all: { $push: '$_id' },
    f: { $first: '$v' },
    l: { $last: '$v' },
  };
  const stages = [{ $match: { v: { $gt: 1 } } }, { $sort: { _id: 1 } }, { $group: group }, { $sort: { s: -1 } }];
  expect(await rows.aggregate(stages).toArray()).toEqual([
    { _id: 'a', s: 12, n: 2, av: 6, mx: 7, mn: 5, all: [1, 3], f: 5, l: 7 },
    { _id: 'b', s: 3, n: 1, av: 3, mx: 3, mn: 3, all: [2], f: 3, l: 3 },
  ]);
});

test('$group takes an ObjectId, null or a document as its key', async () => {
  const [a, b] = [new ObjectId(), new ObjectId()];
  const rows = await store.holding({ u: a, n: 1 }, { u: b, n: 2 }, { u: new ObjectId(a.toHexString()), n: 3 });
  const byUser = [{ $group: { _id: '$u', s: { $sum: '$n' } } }, { $sort: { s: 1 } }];
  const sums = await rows.aggregate(byUser).toArray();
  expect(sums.map((sum) => [String(sum._id), Number(sum.s)])).toEqual([
    [String(b), 2],
    [String(a), 4],
  ]);
  const whole = await rows.aggregate([{ $group: { _id: null, s: { $sum: '$n' } } }]).toArray();
  expect(whole).toEqual([{ _id: null, s: 6 }]);
  const compound = { _id: { u: '$u', p: { $gt: ['$n', 1] } }, c: { $sum: 1 } };
  expect(await rows.aggregate([{ $group: compound }]).toArray()).toHaveLength(3);
});

test('$facet answers a page and its total at once', async () => {
  const rows = await store.holding(...sales);
  const page = [{ $sort: { v: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { v: 1 } }];
  expect(await rows.aggregate([{ $facet: { page, total: [{ $count: 'n' }] } }]).toArray()).toEqual([
    {
      page: [
        { _id: 1, v: 5 },
        { _id: 2, v: 3 },
      ],
      total: [{ n: 4 }],
    },
  ]);
});

test('$sortByCount, $bucket and grouping by day count what they should', async () => {
  const rows = await store.holding(...sales);
  expect(await rows.aggregate([{ $sortByCount: '$k' }, { $limit: 1 }]).toArray()).toEqual([{ _id: 'a', count: 2 }]);
  const bucket = { groupBy: '$v', boundaries: [0, 4, 10], output: { n: { $sum: 1 } } };
  expect(await rows.aggregate([{ $bucket: bucket }]).toArray()).toEqual([
    { _id: 0, n: 2 },
    { _id: 4, n: 2 },
  ]);
  const day = { $dateTrunc: { date: '$d', unit: 'day' } };
  expect(await rows.aggregate([{ $group: { _id: day, n: { $sum: 1 } } }, { $sort: { _id: 1 } }]).toArray()).toEqual([
    { _id: new Date('2026-11-01'), n: 1 },
    { _id: new Date('2026-11-02'), n: 2 },
    { _id: new Date('2026-12-01'), n: 1 },
  ]);
});

import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { posts } from '../support/posts.ts';
import { ids, useStore } from '../support/use-store.ts';

const { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } = mongoose.mongo;
const store = useStore();

test('sort, skip, limit and projection work together', async () => {
  const rows = await store.holding(...posts);
  const options = { projection: { t: 1, n: 1 }, sort: { n: -1, _id: 1 }, skip: 1, limit: 2 } as const;
  expect(await rows.find({ n: { $gte: 3 } }, options).toArray()).toEqual([
    { _id: 1, t: 'alpha', n: 5 },
    { _id: 5, t: 'eps', n: 3.5 },
  ]);
});

test('a projection leaves out, reaches through dots and into arrays, and can drop _id', async () => {
  const rows = await store.holding(...posts);
  const without = { cm: 0, d: 0, tags: 0, 'au.nm': 0 };
  expect(await rows.findOne({ _id: 1 }, { projection: without })).toEqual({ _id: 1, t: 'alpha', n: 5, au: { id: 7 } });
  expect(await rows.findOne({ _id: 1 }, { projection: { _id: 0, 'cm.by': 1 } })).toEqual({
    cm: [{ by: 1 }, { by: 2 }],
  });
});

test('a projection takes $slice, $elemMatch and the positional $', async () => {
  const rows = await store.holding(...posts);
  const second = { _id: 1, cm: [{ by: 2, s: 9 }] };
  expect(await rows.findOne({ _id: 1 }, { projection: { cm: { $slice: -1 } } })).toMatchObject(second);
  expect(await rows.findOne({ _id: 1 }, { projection: { cm: { $elemMatch: { s: { $gt: 5 } } } } })).toEqual(second);
  expect(await rows.findOne({ _id: 1, 'cm.s': 9 }, { projection: { 'cm.$': 1 } })).toEqual(second);
});

test('a projection may compute a field', async () => {
  const rows = await store.holding(...posts);
  expect(await rows.findOne({ _id: 1 }, { projection: { k: { $size: '$tags' } } })).toEqual({ _id: 1, k: 2 });
});

test('a sort orders the types of BSON, and backwards the same the other way round', async () => {
  const values = [
    new Date(0),
    true,
    new ObjectId(),
    new Binary(Buffer.from([1])),
    [5],
    { a: 1 },
    'str',
    Decimal128.fromString('2.5'),
    2,
    Long.fromNumber(3),
    null,
    undefined,
    /re/,
    new MinKey(),
    new MaxKey(),
    new Timestamp({ t: 1, i: 1 }),
  ];
  const rows = await store.holding(...values.map((v, _id) => (v === undefined ? { _id } : { _id, v })));
  const upwards = [13, 10, 11, 8, 7, 9, 4, 6, 5, 3, 2, 1, 0, 15, 12, 14];
  expect(ids(await rows.find().sort({ v: 1, _id: 1 }).toArray())).toEqual(upwards);
  expect(ids(await rows.find().sort({ v: -1, _id: -1 }).toArray())).toEqual(upwards.toReversed());
});

test('an array sorts by its least element upwards and by its greatest downwards', async () => {
  const rows = await store.holding({ _id: 1, v: [4, 9] }, { _id: 2, v: [1, 10] }, { _id: 3, v: 5 }, { _id: 4, v: [] });
  expect(ids(await rows.find().sort({ v: 1 }).toArray())).toEqual([4, 2, 1, 3]);
  expect(ids(await rows.find().sort({ v: -1 }).toArray())).toEqual([2, 1, 3, 4]);
});

test('pages by _id within a room follow an index without gap or repeat', async () => {
  const rows = store.collection();
  await rows.createIndex({ room: 1, _id: -1 });
  await rows.insertMany(Array.from({ length: 50 }, (_, i) => ({ _id: new ObjectId(), room: i % 2, i })));
  const first = await rows.find({ room: 1 }).sort({ _id: -1 }).limit(10).toArray();
  const last = first.at(-1)?._id ?? 'no first page';
  const second = await rows
    .find({ room: 1, _id: { $lt: last } })
    .sort({ _id: -1 })
    .limit(10)
    .toArray();
  const seen = [...first, ...second].map((row) => Number(row.i));
  expect(seen).toEqual(Array.from({ length: 20 }, (_, k) => 49 - 2 * k));
});

test('distinct looks into arrays; counts honour filter, skip and limit', async () => {
  const rows = await store.holding(...posts);
  expect(new Set(await rows.distinct('tags', { _id: { $lt: 5 } }))).toEqual(new Set(['a', 'b', 'c']));
  expect(new Set(await rows.distinct('cm.by'))).toEqual(new Set([1, 2]));
  expect(await rows.countDocuments({ n: { $gt: 3 } })).toBe(3);
  expect(await rows.countDocuments({}, { skip: 1, limit: 2 })).toBe(2);
  expect(await rows.estimatedDocumentCount()).toBe(5);
});

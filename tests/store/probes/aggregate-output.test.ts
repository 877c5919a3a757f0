import { expect, test } from '@jest/globals';
import { failureOf, useStore, type Row, type Rows } from '../support/use-store.ts';

const store = useStore();

async function all(rows: Rows): Promise<Row[]> {
  return rows.find().sort({ _id: 1 }).toArray();
}

test('$out puts a result in the place of a collection and keeps its indexes', async () => {
  const rows = await store.holding({ _id: 1, v: 1 }, { _id: 2, v: 2 });
  const target = await store.holding({ _id: 9, v: 9 });
  await target.createIndex({ v: 1 }, { unique: true });
  expect(await rows.aggregate([{ $match: { v: 2 } }, { $out: target.collectionName }]).toArray()).toEqual([]);
  expect(await all(target)).toEqual([{ _id: 2, v: 2 }]);
  expect((await target.indexes()).map(({ name }) => name)).toEqual(['_id_', 'v_1']);
});

test('$out makes the collection, also from the collection itself, and gives _ids to what has none', async () => {
  const rows = await store.holding({ _id: 1, v: 1 }, { _id: 2, v: 2 });
  const target = store.name();
  await rows.aggregate([{ $project: { _id: 0 } }, { $out: { db: store.db.databaseName, coll: target } }]).toArray();
  expect(await store.db.collection(target).countDocuments({ _id: { $type: 'objectId' } })).toBe(2);
  await rows.aggregate([{ $set: { w: '$v' } }, { $out: rows.collectionName }]).toArray();
  expect(await all(rows)).toEqual([
    { _id: 1, v: 1, w: 1 },
    { _id: 2, v: 2, w: 2 },
  ]);
});

test('an $out that meets a unique index changes nothing and leaves nothing behind', async () => {
  const rows = await store.holding({ _id: 1, v: 1 }, { _id: 2, v: 1 });
  const target = await store.holding({ _id: 9, v: 9 });
  await target.createIndex({ v: 1 }, { unique: true });
  const before = (await store.db.listCollections().toArray()).length;
  expect(await failureOf(rows.aggregate([{ $out: target.collectionName }]).toArray())).toMatchObject({ code: 11000 });
  expect(await all(target)).toEqual([{ _id: 9, v: 9 }]);
  expect(await store.db.listCollections().toArray()).toHaveLength(before);
});

test('$merge merges what is there and inserts what is not', async () => {
  const rows = await store.holding({ _id: 1, v: 1 }, { _id: 2, v: 2 });
  const target = await store.holding({ _id: 2, v: 0, kept: true });
  await rows.aggregate([{ $merge: { into: target.collectionName } }]).toArray();
  expect(await all(target)).toEqual([
    { _id: 1, v: 1 },
    { _id: 2, v: 2, kept: true },
  ]);
});

test.each<[object, Row[]]>([
  [
    { whenMatched: 'replace' },
    [
      { _id: 1, v: 1 },
      { _id: 2, v: 2 },
    ],
  ],
  [
    { whenMatched: 'keepExisting' },
    [
      { _id: 1, v: 1 },
      { _id: 2, v: 10, kept: true },
    ],
  ],
  [{ whenNotMatched: 'discard' }, [{ _id: 2, v: 2, kept: true }]],
  [
    { whenMatched: [{ $set: { v: { $add: ['$v', '$$new.v'] } } }], whenNotMatched: 'discard' },
    [{ _id: 2, v: 12, kept: true }],
  ],
  [
    { let: { more: '$v' }, whenMatched: [{ $set: { v: '$$more' } }], whenNotMatched: 'discard' },
    [{ _id: 2, v: 2, kept: true }],
  ],
])('$merge with %j', async (options, expected) => {
  const rows = await store.holding({ _id: 1, v: 1 }, { _id: 2, v: 2 });
  const target = await store.holding({ _id: 2, v: 10, kept: true });
  await rows.aggregate([{ $merge: { into: target.collectionName, ...options } }]).toArray();
  expect(await all(target)).toEqual(expected);
});

test.each<[object, number]>([
  [{ whenMatched: 'fail' }, 11000],
  [{ whenNotMatched: 'fail' }, 13113],
  [{ on: 'v' }, 51183],
  [{ whenMatched: 'sometimes' }, 51191],
])('$merge with %j is refused with %p', async (options, code) => {
  const rows = await store.holding({ _id: 1, v: 1 }, { _id: 2, v: 2 });
  const target = await store.holding({ _id: 2, v: 0 });
  const failure = failureOf(rows.aggregate([{ $merge: { into: target.collectionName, ...options } }]).toArray());
  expect(await failure).toMatchObject({ code });
});

test('$merge by a unique index of its own, and not without the field', async () => {
  const rows = await store.holding({ _id: 1, k: 'a', n: 1 });
  const target = await store.holding({ _id: 7, k: 'a', n: 0 });
  await target.createIndex({ k: 1 }, { unique: true });
  const merge = { $merge: { into: target.collectionName, on: 'k' } };
  await rows.aggregate([{ $unset: '_id' }, merge]).toArray();
  expect(await all(target)).toEqual([{ _id: 7, k: 'a', n: 1 }]);
  expect(await failureOf(rows.aggregate([{ $unset: 'k' }, merge]).toArray())).toMatchObject({ code: 51132 });
});

test('what writes stands at the end only, and is explained without writing', async () => {
  const rows = await store.holding({ _id: 1 });
  const failure = await failureOf(rows.aggregate([{ $out: 'elsewhere' }, { $match: {} }]).toArray());
  expect(failure).toMatchObject({ code: 40601 });
  await rows.aggregate([{ $out: 'elsewhere' }]).explain();
  expect(await store.db.listCollections({ name: 'elsewhere' }).toArray()).toEqual([]);
});

import { expect, test } from '@jest/globals';
import { failureOf, useStore } from '../support/use-store.ts';

const store = useStore();

test('an ordered bulkWrite runs mixed operations one after the other', async () => {
  const rows = store.collection();
  const result = await rows.bulkWrite([
    { insertOne: { document: { _id: 1, a: 1 } } },
    { updateOne: { filter: { _id: 1 }, update: { $inc: { a: 1 } } } },
    { updateOne: { filter: { _id: 9 }, update: { $set: { z: 1 } }, upsert: true } },
    { replaceOne: { filter: { _id: 1 }, replacement: { b: 2 } } },
    { deleteOne: { filter: { _id: 9 } } },
    { updateMany: { filter: {}, update: { $set: { m: 1 } } } },
  ]);
  expect(result).toMatchObject({
    insertedCount: 1,
    matchedCount: 3,
    modifiedCount: 3,
    upsertedCount: 1,
    deletedCount: 1,
  });
  expect(result.upsertedIds).toEqual({ 2: 9 });
  expect(await rows.find().toArray()).toEqual([{ _id: 1, b: 2, m: 1 }]);
});

test('an unordered bulkWrite goes on past errors and names their positions', async () => {
  const rows = store.collection();
  await rows.createIndex({ u: 1 }, { unique: true });
  const work = rows.bulkWrite(
    [
      { insertOne: { document: { _id: 1, u: 1 } } },
      { insertOne: { document: { _id: 2, u: 1 } } },
      { updateOne: { filter: { _id: 5 }, update: { $set: { u: 1 } }, upsert: true } },
      { insertOne: { document: { _id: 3, u: 3 } } },
    ],
    { ordered: false },
  );
  const failure = await failureOf(work);
  expect(failure).toMatchObject({ code: 11000, result: { insertedCount: 2 } });
  expect(failure.writeErrors).toHaveLength(2);
  expect(failure.writeErrors).toEqual(
    expect.arrayContaining([expect.objectContaining({ index: 1 }), expect.objectContaining({ index: 2 })]),
  );
  expect(await rows.countDocuments()).toBe(2);
});

test('an ordered bulkWrite stops at its first error', async () => {
  const rows = store.collection();
  const twice = [1, 1, 2].map((_id) => ({ insertOne: { document: { _id } } }));
  expect(await failureOf(rows.bulkWrite(twice))).toMatchObject({ code: 11000 });
  expect(await rows.find().toArray()).toEqual([{ _id: 1 }]);
});

import { expect, test } from '@jest/globals';
import { everything, failureOf, ids, useStore, type Row } from '../support/use-store.ts';

const store = useStore();
const numbered = (length: number): Row[] => Array.from({ length }, (_, _id) => ({ _id }));

test('a find hands over its batches in order, and a limit may end inside one', async () => {
  const rows = await store.holding(...numbered(95));
  const seen = await everything(rows.find({}, { batchSize: 10, sort: { _id: 1 } }));
  expect(ids(seen)).toEqual(ids(numbered(95)));
  expect(await rows.find({}, { batchSize: 10, limit: 25 }).toArray()).toHaveLength(25);
  expect(await rows.find({}).limit(-5).toArray()).toHaveLength(5);
});

test('5,000 documents arrive with the default batch size', async () => {
  const rows = await store.holding(...numbered(5000));
  expect(await rows.find().toArray()).toHaveLength(5000);
});

test('a closed cursor is gone: getMore answers code 43', async () => {
  const rows = await store.holding(...numbered(50));
  const cursor = rows.find({}, { batchSize: 5 });
  await cursor.next();
  const id = cursor.id;
  await cursor.close();
  const failure = await failureOf(store.db.command({ getMore: id, collection: rows.collectionName }));
  expect(failure).toMatchObject({ code: 43 });
});

test('results of more than 16 MB are split into several batches', async () => {
  const rows = store.collection();
  const text = 'x'.repeat(1024 * 1024);
  for (let _id = 0; _id < 20; _id++) await rows.insertOne({ _id, text });
  expect(ids(await rows.find().toArray())).toEqual(ids(numbered(20)));
});

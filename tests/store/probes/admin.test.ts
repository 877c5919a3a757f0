import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { useStore } from '../support/use-store.ts';

const store = useStore();

test('collections are made, listed, renamed and dropped', async () => {
  const [before, after] = [store.name(), store.name()];
  await store.db.createCollection(before);
  expect(await store.db.listCollections({ name: before }).toArray()).toMatchObject([
    { name: before, type: 'collection' },
  ]);
  await store.db.collection(before).insertOne({ a: 1 });
  await store.db.collection(before).rename(after);
  expect(await store.db.collection(after).countDocuments()).toBe(1);
  expect(await store.db.collection(after).drop()).toBe(true);
  expect(await store.db.listCollections({ name: after }, { nameOnly: true }).toArray()).toEqual([]);
});

test('a database is listed once it holds something and gone when dropped', async () => {
  const other = store.client.db(`${store.db.databaseName}_other`);
  const names = async (): Promise<string[]> =>
    (await store.db.admin().listDatabases()).databases.map(({ name }) => name);
  await other.collection('x').insertOne({ a: 1 });
  expect(await names()).toContain(other.databaseName);
  await other.dropDatabase();
  expect(await names()).not.toContain(other.databaseName);
});

test('the statistics commands answer with true numbers', async () => {
  const rows = await store.holding({ a: 1 });
  expect(await store.db.stats()).toMatchObject({ ok: 1 });
  expect(await store.db.command({ serverStatus: 1 })).toMatchObject({ version: expect.any(String) });
  expect(await store.db.command({ collStats: rows.collectionName })).toMatchObject({ count: 1 });
});

test('maxTimeMS, comments, read concern and write concern with j are accepted', async () => {
  const rows = store.collection();
  await rows.insertOne({ _id: 1 }, { writeConcern: { w: 'majority', journal: true } });
  const options = { maxTimeMS: 5000, comment: 'hi', readConcern: { level: 'majority' } } as const;
  expect(await rows.find({}, options).toArray()).toEqual([{ _id: 1 }]);
});

test('a write with w: 0 is done and leaves the connection in step', async () => {
  const rows = store.collection();
  await rows.insertOne({ _id: 1 }, { writeConcern: { w: 0 } });
  const deadline = Date.now() + 2000;
  while (Date.now() < deadline && (await rows.countDocuments()) === 0);
  expect(await rows.find().toArray()).toEqual([{ _id: 1 }]);
});

test('a long write that nobody waits for is done before what comes behind it on its connection', async () => {
  const client = await new mongoose.mongo.MongoClient(store.uri, { maxPoolSize: 1 }).connect();
  const rows = client.db(store.db.databaseName).collection(store.name());
  await rows.insertMany(
    Array.from({ length: 20_000 }, (_, n) => ({ n })),
    { writeConcern: { w: 0 } },
  );
  expect(await rows.find({ n: { $gte: 0 } }).toArray()).toHaveLength(20_000);
  await client.close();
});

import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { failureOf, found, ids, useStore, type Row, type Rows } from '../support/use-store.ts';
import { useMongoose } from '../support/use-mongoose.ts';

const { Double, Int32, Long } = mongoose.mongo;
const store = useStore();
const connected = useMongoose(store);
const indexNames = async (rows: Rows): Promise<unknown[]> => (await rows.indexes()).map((index) => index.name);

test('two arrays in one index are refused with 171, and nothing is written', async () => {
  const rows = store.collection();
  await rows.createIndex({ a: 1, b: 1 });
  expect(await failureOf(rows.insertOne({ a: [1], b: [2] }))).toMatchObject({ code: 171 });
  expect(await rows.countDocuments()).toBe(0);
});

test('indexes get their usual names, are listed with their options and can be dropped', async () => {
  const rows = store.collection();
  expect(await rows.createIndex({ a: 1, b: -1 })).toBe('a_1_b_-1');
  await rows.createIndexes([{ key: { 'x.y': 1 }, name: 'xy', sparse: true }]);
  const listed = await rows.indexes();
  expect(listed).toMatchObject([{ name: '_id_' }, { name: 'a_1_b_-1' }, { name: 'xy', sparse: true }]);
  const keys: mongoose.mongo.BSON.Document = listed[1]?.key ?? {};
  expect(Object.entries(keys)).toEqual([
    ['a', 1],
    ['b', -1],
  ]);
  await rows.dropIndex('xy');
  expect(await indexNames(rows)).toEqual(['_id_', 'a_1_b_-1']);
});

test('making an index again is nothing, making it otherwise is an error', async () => {
  const rows = store.collection();
  await rows.createIndex({ a: 1 });
  await rows.createIndex({ a: 1 });
  const failure = await failureOf(rows.createIndex({ a: 1 }, { unique: true }));
  expect([85, 86]).toContain(failure.code);
  expect(await indexNames(rows)).toEqual(['_id_', 'a_1']);
});

test('a unique index over duplicates is refused and leaves nothing behind', async () => {
  const rows = await store.holding({ a: 1 }, { a: 1 });
  expect(await failureOf(rows.createIndex({ a: 1 }, { unique: true }))).toMatchObject({ code: 11000 });
  expect(await indexNames(rows)).toEqual(['_id_']);
});

test('a partial unique index binds only what its filter covers, on update too', async () => {
  const rows = store.collection();
  await rows.createIndex({ u: 1 }, { unique: true, partialFilterExpression: { act: true } });
  await rows.insertMany([false, false, true].map((act) => ({ u: 1, act })));
  expect(await failureOf(rows.insertOne({ u: 1, act: true }))).toMatchObject({ code: 11000 });
  expect(await failureOf(rows.updateOne({ act: false }, { $set: { act: true } }))).toMatchObject({ code: 11000 });
  expect(await rows.countDocuments({ u: 1 })).toBe(3);
});

test('a sparse unique index lets missing keys pass, a plain one takes them for null', async () => {
  const sparse = store.collection();
  await sparse.createIndex({ u: 1 }, { unique: true, sparse: true });
  await sparse.insertMany([{}, {}, { u: 1 }]);
  expect(await failureOf(sparse.insertOne({ u: 1 }))).toMatchObject({ code: 11000 });
  const plain = store.collection();
  await plain.createIndex({ u: 1 }, { unique: true });
  await plain.insertOne({});
  expect(await failureOf(plain.insertOne({}))).toMatchObject({ code: 11000, keyValue: { u: null } });
});

test('a unique index on an array binds across documents, not within one', async () => {
  const rows = store.collection();
  await rows.createIndex({ m: 1 }, { unique: true });
  await rows.insertOne({ m: [1, 1, 2] });
  expect(await failureOf(rows.insertOne({ m: [2] }))).toMatchObject({ code: 11000 });
  expect(await rows.insertOne({ m: [3] })).toMatchObject({ acknowledged: true });
});

test('a compound unique index binds the whole key', async () => {
  const rows = store.collection();
  await rows.createIndex({ p: 1, u: 1 }, { unique: true });
  await rows.insertMany([
    { p: 1, u: 1 },
    { p: 1, u: 2 },
    { p: 2, u: 1 },
  ]);
  const failure = await failureOf(rows.insertOne({ p: 1, u: 2 }));
  expect(failure).toMatchObject({ code: 11000, keyPattern: { p: 1, u: 1 }, keyValue: { p: 1, u: 2 } });
});

test('a unique index takes 5 for 5 whatever its number type, and not for 5.5 or "5"', async () => {
  const rows = store.collection();
  await rows.createIndex({ v: 1 }, { unique: true });
  await rows.insertOne({ v: new Int32(5) });
  expect(await failureOf(rows.insertOne({ v: new Double(5) }))).toMatchObject({ code: 11000 });
  expect(await failureOf(rows.insertOne({ v: Long.fromNumber(5) }))).toMatchObject({ code: 11000 });
  await rows.insertMany([{ v: 5.5 }, { v: '5' }]);
  expect(await rows.countDocuments()).toBe(3);
});

const mixed = [
  1,
  2,
  2.5,
  null,
  undefined,
  'a',
  'b',
  [1, 'a'],
  [],
  { k: 1 },
  new Date(5),
  true,
  [null],
  [[1]],
  NaN,
  -0,
  1e300,
];
const mixedRows: Row[] = mixed.map((v, _id) => {
  const o = _id % 3 === 0 && !Array.isArray(v) ? [{ k: 1 }, { k: 2 }] : { k: _id % 3 };
  return v === undefined ? { _id, o } : { _id, v, o };
});
const questions: mongoose.mongo.Filter<Row>[] = [
  { v: 1 },
  { v: null },
  { v: { $exists: false } },
  { v: { $gt: 1 } },
  { v: { $lte: 2 } },
  { v: { $in: [null, 'a'] } },
  { v: { $ne: 1 } },
  { v: [] },
  { v: [1, 'a'] },
  { v: { k: 1 } },
  { v: { $gte: 'a' } },
  { v: { $gt: null } },
  { v: NaN },
  { v: 0 },
  { v: { $not: { $gt: 1 } } },
  { 'o.k': 1, v: { $gt: 0 } },
  { 'o.k': { $in: [1, 2] } },
  { o: { $elemMatch: { k: 2 } } },
  { v: { $type: 'null' } },
  { $or: [{ v: 1 }, { 'o.k': 2 }] },
];

test('an index never changes an answer', async () => {
  const plain = await store.holding(...mixedRows);
  const indexed = store.collection();
  await indexed.createIndexes([{ key: { v: 1 } }, { key: { 'o.k': 1, v: -1 } }]);
  await indexed.insertMany(mixedRows);
  for (const question of questions)
    expect([question, await found(indexed, question)]).toEqual([question, await found(plain, question)]);
  for (const sort of [{ v: 1, _id: 1 } as const, { v: -1, _id: -1 } as const])
    expect(ids(await indexed.find().sort(sort).toArray())).toEqual(ids(await plain.find().sort(sort).toArray()));
});

test('a time-to-live index removes what has expired and nothing else', async () => {
  const rows = store.collection();
  await rows.createIndex({ at: 1 }, { expireAfterSeconds: 1 });
  const [past, future] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)];
  await rows.insertMany([{ _id: 1, at: past }, { _id: 2, at: future }, { _id: 3 }]);
  const deadline = Date.now() + 75_000;
  while (Date.now() < deadline && (await rows.countDocuments()) > 2) await new Promise((done) => setTimeout(done, 250));
  expect(await found(rows, {})).toEqual([2, 3]);
}, 80_000);

test('explain names the index it used, or says that it read everything', async () => {
  const rows = store.collection();
  await rows.createIndex({ a: 1 });
  await rows.insertMany(Array.from({ length: 20 }, (_, a) => ({ a })));
  const byIndex = JSON.stringify(await rows.find({ a: 5 }).explain());
  expect(byIndex).toMatch(/IXSCAN/);
  expect(byIndex).toMatch(/a_1/);
  expect(JSON.stringify(await rows.find({ b: 5 }).explain())).toMatch(/COLLSCAN/);
});

test('mongoose sees which indexes differ and brings them into line', async () => {
  const schema = new mongoose.Schema({ a: Number, b: String });
  schema.index({ a: 1, b: 1 }, { unique: true });
  const Pair = connected.model(schema);
  await Pair.init();
  await Pair.collection.createIndex({ b: 1 });
  expect(await Pair.diffIndexes()).toMatchObject({ toDrop: ['b_1'], toCreate: [] });
  await Pair.syncIndexes();
  expect(await Pair.listIndexes()).toMatchObject([{ name: '_id_' }, { name: 'a_1_b_1', unique: true }]);
});

test('a hint is followed, and one that names no index is code 2', async () => {
  const rows = store.collection();
  await rows.createIndex({ a: 1 });
  await rows.insertOne({ _id: 1, a: 1 });
  expect(await rows.find({ a: 1 }).hint({ a: 1 }).toArray()).toEqual([{ _id: 1, a: 1 }]);
  expect(await failureOf(rows.find({ a: 1 }).hint('zzz').toArray())).toMatchObject({ code: 2 });
});

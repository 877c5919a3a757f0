import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { failureOf, found, useStore } from '../support/use-store.ts';

const { Decimal128, Double, Long } = mongoose.mongo;
const store = useStore();

/** Figures that somebody might mean by true or false. */
const figures = [1, 0, new Double(1), Long.fromNumber(1), Decimal128.fromString('1')];

test.each(figures)('R19: a figure is no flag where MongoDB’s grammar has true and false: %p', async (figure) => {
  const rows = await store.holding({ _id: 1, a: 1 }, { _id: 2, a: 1 });
  const name = rows.collectionName;
  const update = { q: { a: 1 }, u: { $set: { b: 1 } } };
  const commands: mongoose.mongo.Document[] = [
    { update: name, updates: [{ ...update, multi: figure }] },
    { update: name, updates: [{ ...update, upsert: figure }] },
    { update: name, updates: [update], ordered: figure },
    { update: name, updates: [update, { ...update, multi: figure }] },
    { insert: name, documents: [{ _id: 3 }], ordered: figure },
    { delete: name, deletes: [{ q: {}, limit: 0 }], ordered: figure },
    { find: name, singleBatch: figure },
    { find: name, allowDiskUse: figure },
    { find: name, noCursorTimeout: figure },
    { aggregate: name, pipeline: [], cursor: {}, explain: figure },
    { aggregate: name, pipeline: [], cursor: {}, allowDiskUse: figure },
    { listCollections: 1, nameOnly: figure },
    { createIndexes: name, indexes: [{ key: { a: 1 }, name: 'a', hidden: figure }] },
  ];
  for (const command of commands) expect(await failureOf(store.db.command(command))).toMatchObject({ code: 14 });
  expect(await rows.find().toArray()).toEqual([
    { _id: 1, a: 1 },
    { _id: 2, a: 1 },
  ]);
  const operation = { update: 0, filter: { a: 1 }, updateMods: { $set: { b: 1 } }, multi: figure };
  const many = { bulkWrite: 1, ops: [operation], nsInfo: [{ ns: rows.namespace }] };
  const reply = await store.client
    .db('admin')
    .command(many)
    .catch((error: unknown) => error);
  expect(JSON.stringify(reply)).toContain('"code":14');
});

test('a figure is a flag where MongoDB’s grammar takes it for one', async () => {
  const rows = await store.holding({ _id: 1, a: 1 });
  const name = rows.collectionName;
  const change = { findAndModify: name, query: { a: 1 }, update: { $set: { a: 2 } }, new: 1 };
  expect((await store.db.command(change))['value']).toEqual({ _id: 1, a: 2 });
  await store.db.command({ findAndModify: name, query: { _id: 7 }, update: { $set: { a: 3 } }, upsert: 1 });
  await store.db.command({ createIndexes: name, indexes: [{ key: { a: 1 }, name: 'a', unique: 1, sparse: 0 }] });
  expect((await rows.indexes())[1]).toEqual({ v: 2, key: { a: 1 }, name: 'a', unique: true });
  expect(await failureOf(rows.insertOne({ a: 3 }))).toMatchObject({ code: 11000 });
  await store.db.command({ collMod: name, validator: { a: { $lt: 9 } } });
  await store.db.command({ insert: name, documents: [{ _id: 8, a: 10 }], bypassDocumentValidation: 1 });
  expect(await found(rows, {})).toEqual([1, 7, 8]);
});

test('a text is never a flag', async () => {
  const rows = await store.holding({ _id: 1, a: 1 });
  const key = { a: 1 };
  for (const option of ['unique', 'sparse', 'hidden', 'background']) {
    const command = { createIndexes: rows.collectionName, indexes: [{ key, name: 'a', [option]: 'yes' }] };
    expect(await failureOf(store.db.command(command))).toMatchObject({ code: 14 });
  }
  const insert = { insert: rows.collectionName, documents: [{}], bypassDocumentValidation: 'yes' };
  expect(await failureOf(store.db.command(insert))).toMatchObject({ code: 14 });
});

test('R20: databases whose names differ by case alone do not stand side by side', async () => {
  const [name, cased] = [`${store.db.databaseName}_x`, `${store.db.databaseName}_X`];
  const [one, other] = [store.client.db(name), store.client.db(cased)];
  await one.dropDatabase();
  await one.collection('a').insertOne({ a: 1 });
  const refused = [
    () => other.collection('a').insertOne({ a: 1 }),
    () => other.collection('b').createIndex({ a: 1 }),
    () => other.createCollection('a'),
    () => other.collection('a').updateOne({ a: 1 }, { $set: { b: 1 } }, { upsert: true }),
    () => store.client.db('admin').command({ renameCollection: `${name}.a`, to: `${cased}.a` }),
  ];
  for (const write of refused) expect(await failureOf(write())).toMatchObject({ code: 13297 });
  // Reads and writes that would make nothing find nothing.
  expect(await other.collection('a').countDocuments()).toBe(0);
  expect(await other.collection('a').updateOne({ a: 1 }, { $set: { b: 1 } })).toMatchObject({ matchedCount: 0 });
  await one.collection('A').insertOne({ a: 1 });
  await one.dropDatabase();
  await other.collection('a').insertOne({ a: 1 });
  await other.dropDatabase();
});

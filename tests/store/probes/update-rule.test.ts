import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { failureOf, ids, useStore } from '../support/use-store.ts';
import { useMongoose } from '../support/use-mongoose.ts';

const store = useStore();
const connected = useMongoose(store);

test('an update that changes nothing matches one and modifies none', async () => {
  const rows = await store.holding({ _id: 1, a: 1 });
  expect(await rows.updateOne({ _id: 1 }, { $set: { a: 1 } })).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
});

test('an upsert takes equalities from the filter, and $setOnInsert only when it inserts', async () => {
  const rows = store.collection();
  const filter = { k: 'x', 'o.p': 2, n: { $gt: 5 }, $and: [{ q: { $eq: 4 } }] };
  const result = await rows.updateOne(filter, { $set: { a: 1 }, $setOnInsert: { b: 2 } }, { upsert: true });
  expect(result).toMatchObject({ upsertedCount: 1, upsertedId: expect.anything() });
  expect(await rows.findOne({}, { projection: { _id: 0 } })).toEqual({ k: 'x', o: { p: 2 }, q: 4, a: 1, b: 2 });
  await rows.updateOne({ k: 'x' }, { $set: { a: 7 }, $setOnInsert: { b: 9 } }, { upsert: true });
  expect(await rows.findOne()).toMatchObject({ a: 7, b: 2 });
});

test.each<[string, mongoose.mongo.BSON.Document, number]>([
  ['two operators on one path', { $set: { b: 1 }, $inc: { b: 1 } }, 40],
  ['$inc on a string', { $inc: { a: 1 } }, 14],
  ['a new _id', { $set: { _id: 2 } }, 66],
  ['an unknown operator', { $foo: { a: 1 } }, 9],
  ['$push on a number', { $push: { b: 1 } }, 2],
])('%s is refused and changes nothing', async (_name, update, code) => {
  const rows = await store.holding({ _id: 1, a: 'str', b: 5 });
  expect(await failureOf(rows.updateOne({ _id: 1 }, update))).toMatchObject({ code });
  expect(await rows.find().toArray()).toEqual([{ _id: 1, a: 'str', b: 5 }]);
});

test('findOneAndUpdate upserts, answers before or after, projects and picks by sort', async () => {
  const rows = store.collection();
  const bump = { $inc: { n: 1 } };
  const after = { upsert: true, returnDocument: 'after', projection: { _id: 0 } } as const;
  expect(await rows.findOneAndUpdate({ k: 1 }, bump, after)).toEqual({ k: 1, n: 1 });
  expect(await rows.findOneAndUpdate({ k: 1 }, bump, { projection: { _id: 0 } })).toEqual({ k: 1, n: 1 });
  expect(await rows.findOneAndUpdate({ k: 77 }, bump)).toBeNull();
  await rows.insertMany([
    { _id: 5, q: 1, p: 2 },
    { _id: 6, q: 1, p: 1 },
  ]);
  expect(await rows.findOneAndUpdate({ q: 1 }, { $set: { q: 2 } }, { sort: { p: 1 } })).toEqual({ _id: 6, q: 1, p: 1 });
});

test('findOneAndDelete, findOneAndReplace and replaceOne answer what they did', async () => {
  const rows = await store.holding({ _id: 1, a: 1 }, { _id: 2, a: 2 });
  expect(await rows.findOneAndDelete({}, { sort: { a: -1 } })).toEqual({ _id: 2, a: 2 });
  expect(await rows.findOneAndReplace({ _id: 1 }, { b: 1 }, { returnDocument: 'after' })).toEqual({ _id: 1, b: 1 });
  expect(await rows.replaceOne({ _id: 3 }, { z: 1 }, { upsert: true })).toMatchObject({ upsertedId: 3 });
  expect(await rows.deleteMany({})).toMatchObject({ deletedCount: 2 });
});

test('updateMany counts matched and modified apart; updateOne may choose by sort', async () => {
  const rows = await store.holding({ _id: 1, a: 1 }, { _id: 2, a: 1 }, { _id: 3, a: 2 });
  const result = await rows.updateMany({ a: { $gte: 1 } }, { $set: { a: 2 } });
  expect(result).toMatchObject({ matchedCount: 3, modifiedCount: 2 });
  await rows.updateOne({}, { $set: { w: 1 } }, { sort: { _id: -1 } });
  expect(ids(await rows.find({ w: 1 }).toArray())).toEqual([3]);
});

test('100 increments at once are 100', async () => {
  const rows = await store.holding({ _id: 1, n: 0 });
  await Promise.all(Array.from({ length: 100 }, () => rows.updateOne({ _id: 1 }, { $inc: { n: 1 } })));
  expect(await rows.findOne()).toEqual({ _id: 1, n: 100 });
});

test('20 racing upserts on a unique key make one document, and fail with nothing but 11000', async () => {
  const rows = store.collection();
  await rows.createIndex({ k: 1 }, { unique: true });
  const upsert = (): Promise<unknown> => rows.updateOne({ k: 'a' }, { $inc: { n: 1 } }, { upsert: true });
  const results = await Promise.allSettled(Array.from({ length: 20 }, upsert));
  const refused = results.filter((result) => result.status === 'rejected');
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 11000 });
  expect(await rows.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ k: 'a', n: 20 - refused.length }]);
});

test('mongoose saves subdocuments by path and notices a stale copy', async () => {
  const fields = { items: [{ t: String, done: Boolean }], m: { type: Map, of: Number } };
  const List = connected.model(new mongoose.Schema(fields, { optimisticConcurrency: true }));
  const made = await List.create({ items: [{ t: 'a' }, { t: 'b' }], m: { x: 1 } });
  const fresh = await List.findById(made._id).orFail();
  const stale = await List.findById(made._id).orFail();
  fresh.set('items.1.done', true);
  fresh.get('items').push({ t: 'c' });
  fresh.get('m').set('y', 2);
  await fresh.save();
  stale.set('items.0.t', 'late');
  await expect(stale.save()).rejects.toMatchObject({ name: 'VersionError' });
  expect(await List.findById(made._id).lean()).toMatchObject({
    items: [{ t: 'a' }, { t: 'b', done: true }, { t: 'c' }],
    m: { x: 1, y: 2 },
  });
});

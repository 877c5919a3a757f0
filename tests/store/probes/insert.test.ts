import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { failureOf, useStore } from '../support/use-store.ts';
import { useMongoose } from '../support/use-mongoose.ts';

const store = useStore();
const connected = useMongoose(store);

test('a mongoose create validates, fills in defaults and stamps times', async () => {
  const schema = new mongoose.Schema(
    { title: { type: String, required: true, maxlength: 10 }, votes: { type: Number, default: 0 } },
    { timestamps: true },
  );
  const Topic = connected.model(schema);
  await expect(Topic.create({})).rejects.toMatchObject({ name: 'ValidationError' });
  const made = await Topic.create({ title: 'hi' });
  expect(await Topic.findById(made._id).lean()).toMatchObject({
    title: 'hi',
    votes: 0,
    __v: 0,
    createdAt: expect.any(Date),
  });
});

test('a duplicate under a unique index is E11000 with the key in pattern, value and sentence', async () => {
  const rows = store.collection();
  await rows.createIndex({ email: 1 }, { unique: true });
  await rows.insertOne({ email: 'a@b' });
  const failure = await failureOf(rows.insertOne({ email: 'a@b' }));
  expect(failure).toMatchObject({ code: 11000, keyPattern: { email: 1 }, keyValue: { email: 'a@b' } });
  expect(failure.message).toMatch(/E11000 duplicate key error/);
  expect(failure.message).toMatch(/index: email_1 dup key/);
});

test('a second document with one _id is E11000 on _id', async () => {
  const rows = await store.holding({ _id: 1 });
  const failure = await failureOf(rows.insertOne({ _id: 1 }));
  expect(failure).toMatchObject({ code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 } });
});

test('an unordered insertMany goes on past duplicates and names their positions', async () => {
  const rows = store.collection();
  const many = [{ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: 2 }, { _id: 3 }];
  const failure = await failureOf(rows.insertMany(many, { ordered: false }));
  expect(failure).toMatchObject({ code: 11000, insertedCount: 3, writeErrors: [{ index: 1 }, { index: 3 }] });
  expect(await rows.countDocuments()).toBe(3);
});

test('an ordered insertMany stops at the first duplicate', async () => {
  const rows = store.collection();
  const failure = await failureOf(rows.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }]));
  expect(failure).toMatchObject({ code: 11000, writeErrors: [{ index: 1 }] });
  expect(await rows.countDocuments()).toBe(1);
});

test('1,500 documents go in with one call', async () => {
  const rows = store.collection();
  const many = Array.from({ length: 1500 }, (_, i) => ({ i, text: 'x'.repeat(170) }));
  expect(await rows.insertMany(many)).toMatchObject({ insertedCount: 1500 });
  expect(await rows.countDocuments({})).toBe(1500);
});

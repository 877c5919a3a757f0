import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { failureOf, useStore, type Row, type Rows } from '../support/use-store.ts';

const { Long } = mongoose.mongo;
const store = useStore();
const a = { a: 1 } as const;
const partial = { partialFilterExpression: { a: { $gt: 1 } } };

test.each([
  ['unique beside plain', { unique: true }, {}],
  ['sparse beside plain', { sparse: true }, {}],
  ['sparse and unique beside unique', { sparse: true, unique: true }, { unique: true }],
  ['partial beside plain', partial, {}],
  ['partial and unique beside partial', { ...partial, unique: true }, partial],
])('R17: two indexes on one key stand side by side: %s', async (_, one, other) => {
  const rows = store.collection();
  await rows.createIndex(a, { ...one, name: 'one' });
  await rows.createIndex(a, { ...other, name: 'other' });
  expect((await rows.indexes()).map(({ name }) => name)).toEqual(['_id_', 'one', 'other']);
});

test.each([
  ['the same under another name', {}, {}, 'other', 85],
  ['another life under another name', { expireAfterSeconds: 5 }, { expireAfterSeconds: 6 }, 'other', 85],
  ['another life under its name', { expireAfterSeconds: 5 }, { expireAfterSeconds: 6 }, 'one', 85],
  ['no life under its name', { expireAfterSeconds: 5 }, {}, 'one', 85],
  ['hidden no more under its name', { hidden: true }, {}, 'one', 85],
  ['unique under its name', {}, { unique: true }, 'one', 86],
  ['partial under its name', {}, partial, 'one', 86],
])('R17: an index that cannot stand beside another is refused: %s', async (_, one, other, name, code) => {
  const rows = store.collection();
  await rows.createIndex(a, { ...one, name: 'one' });
  expect(await failureOf(rows.createIndex(a, { ...other, name }))).toMatchObject({ code });
  expect(await rows.indexes()).toHaveLength(2);
});

test('a key that two indexes have names neither, for a drop and for a hint', async () => {
  const rows = await store.holding({ _id: 1, a: 1 });
  await rows.createIndex(a, { name: 'plain' });
  await rows.createIndex(a, { name: 'unique', unique: true });
  expect(await failureOf(rows.find(a).hint(a).toArray())).toMatchObject({ code: 27 });
  expect(await failureOf(store.db.command({ dropIndexes: rows.collectionName, index: a }))).toMatchObject({
    code: 181,
  });
  expect(await rows.find(a).hint('unique').toArray()).toHaveLength(1);
  await rows.dropIndex('plain');
  await store.db.command({ dropIndexes: rows.collectionName, index: a });
  expect(await rows.indexes()).toHaveLength(1);
});

test('R17: collMod tells the life of documents and whether an index is hidden, as they were and are', async () => {
  const rows = store.collection();
  await rows.createIndex(a, { name: 'a', expireAfterSeconds: 5 });
  const change = (index: object) => store.db.command({ collMod: rows.collectionName, index: { name: 'a', ...index } });
  const long = await store.db.command(
    { collMod: rows.collectionName, index: { name: 'a', expireAfterSeconds: 9 } },
    { promoteLongs: false },
  );
  expect([long['expireAfterSeconds_old'], long['expireAfterSeconds_new']]).toEqual([
    Long.fromNumber(5),
    Long.fromNumber(9),
  ]);
  expect(await change({ hidden: true })).toMatchObject({ hidden_old: false, hidden_new: true });
});

/** The error of the second of two documents under a unique index. */
async function clash(key: Record<string, 1 | -1>, one: Row, other: Row): Promise<unknown> {
  const rows: Rows = store.collection();
  await rows.createIndex(key, { unique: true });
  await rows.insertOne(one);
  return failureOf(rows.insertOne(other));
}

test.each<[string, Record<string, 1 | -1>, Row, Row, object]>([
  [
    'in an array of documents',
    { 'p.id': 1 },
    { p: [{ id: 1 }, { id: 2 }] },
    { p: [{ id: 3 }, { id: 2 }] },
    { 'p.id': 2 },
  ],
  [
    'in a compound index',
    { 'p.id': 1, r: 1 },
    { p: [{ id: 2 }], r: 5 },
    { p: [{ id: 3 }, { id: 2 }], r: 5 },
    { 'p.id': 2, r: 5 },
  ],
  ['of an array in a compound index', { t: 1, r: 1 }, { t: [1, 2], r: 1 }, { t: [3, 2], r: 1 }, { t: 2, r: 1 }],
  ['two arrays deep', { 'a.b.c': 1 }, { a: { b: { c: 2 } } }, { a: [{ b: [{ c: 1 }, { c: 2 }] }] }, { 'a.b.c': 2 }],
  ['by position', { 'a.0': 1 }, { a: [1, 2] }, { a: [1] }, { 'a.0': 1 }],
  ['by no value', { 'p.id': 1 }, { p: [{}] }, { p: [{ id: 1 }, {}] }, { 'p.id': null }],
  [
    'the first of two in the order of the index',
    { 'p.id': 1 },
    { p: [{ id: 7 }, { id: 2 }] },
    { p: [{ id: 7 }, { id: 2 }] },
    { 'p.id': 2 },
  ],
  [
    'the first of two, downwards',
    { 'p.id': -1 },
    { p: [{ id: 7 }, { id: 2 }] },
    { p: [{ id: 2 }, { id: 7 }] },
    { 'p.id': 7 },
  ],
])('R18: a duplicate key error names the element: %s', async (_, key, one, other, keyValue) => {
  expect(await clash(key, one, other)).toMatchObject({ code: 11000, keyPattern: key, keyValue });
});

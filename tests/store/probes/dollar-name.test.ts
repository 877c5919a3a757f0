import { expect, test } from '@jest/globals';
import { failureOf, found, useStore, type Row } from '../support/use-store.ts';

const store = useStore();

/** The document without its `_id` after one update. */
async function after(document: Row, update: object): Promise<unknown> {
  const rows = await store.holding({ _id: 1, ...document });
  await rows.updateOne({}, update);
  return rows.findOne({}, { projection: { _id: 0 } });
}

test('names with a dollar may stand inside a document', async () => {
  expect(await after({ a: { b: 1 } }, { $set: { 'a.$x': 1 } })).toEqual({ a: { b: 1, $x: 1 } });
  expect(await after({ a: { $x: 1 } }, { $inc: { 'a.$x': 2 } })).toEqual({ a: { $x: 3 } });
  expect(await after({ a: { $x: 1, b: 1 } }, { $unset: { 'a.$x': 1 } })).toEqual({ a: { b: 1 } });
  expect(await after({ a: {} }, { $push: { 'a.$l': 1 } })).toEqual({ a: { $l: [1] } });
  expect(await after({ a: {} }, { $set: { 'a.$b.c': 1 } })).toEqual({ a: { $b: { c: 1 } } });
  expect(await after({ a: {}, q: 1 }, { $rename: { q: 'a.$q' } })).toEqual({ a: { $q: 1 } });
});

test('at the top of a document only an insert makes such a name, and an update takes it away', async () => {
  for (const update of [{ $set: { $x: 1 } }, { $inc: { $x: 1 } }, { $set: { '$a.c': 1 } }])
    expect(await failureOf(after({ a: 1 }, update))).toMatchObject({ code: 52 });
  expect(await failureOf(after({ a: 1 }, { $set: { $id: 1 } }))).toMatchObject({ code: 55 });
  const rows = store.collection();
  await rows.updateOne({ _id: 1 }, { $set: { $x: 1 } }, { upsert: true });
  expect(await rows.findOne()).toEqual({ _id: 1, $x: 1 });
  expect(await failureOf(rows.updateOne({}, { $inc: { $x: 1 } }))).toMatchObject({ code: 52 });
  await rows.updateOne({}, { $set: { $x: 1, a: 1 } });
  await rows.updateOne({}, { $unset: { $x: 1 } });
  expect(await rows.findOne()).toEqual({ _id: 1, a: 1 });
  const replacement = { q: { _id: 2 }, u: { b: 1, $x: 1 } };
  await store.db.command({ update: rows.collectionName, updates: [{ ...replacement, upsert: true }] });
  expect(await rows.findOne({ _id: 2 })).toEqual({ _id: 2, b: 1, $x: 1 });
  const again = await store.db.command({ update: rows.collectionName, updates: [replacement] });
  expect(again['writeErrors']).toMatchObject([{ code: 52 }]);
});

test('the fields of a reference are no operators', async () => {
  const rows = await store.holding(
    { _id: 1, a: [{ $id: 5, $ref: 'x' }] },
    { _id: 2, a: [{ $id: 6 }] },
    { _id: 3, a: [5] },
  );
  expect(await found(rows, { a: { $elemMatch: { $id: 5 } } })).toEqual([1]);
  expect(await found(rows, { a: { $elemMatch: { $ref: 'x', $id: 5 } } })).toEqual([1]);
  expect(await found(rows, { a: { $all: [{ $elemMatch: { $id: 5 } }] } })).toEqual([1]);
  expect(await failureOf(rows.find({ a: { $elemMatch: { $foo: 5 } } }).toArray())).toMatchObject({ code: 2 });
  // The driver's types take no name with a dollar.
  await rows.updateOne({ _id: 1 }, { $pull: { a: { $id: 5 } } } as object);
  expect(await rows.findOne({ _id: 1 })).toEqual({ _id: 1, a: [] });
});

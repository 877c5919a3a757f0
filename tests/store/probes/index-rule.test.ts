import { expect, test } from '@jest/globals';
import type { Document } from 'bson';
import { failureOf, found, useStore, type Rows } from '../support/use-store.ts';

const store = useStore();

/** The stages of the plan that answers a filter, innermost last. */
async function stages(rows: Rows, filter: Document): Promise<string[]> {
  const { queryPlanner } = await rows.find(filter).explain('queryPlanner');
  const names: string[] = [];
  for (let plan = queryPlanner.winningPlan; plan; plan = plan.inputStage) names.push(plan.stage);
  return names;
}

const setHidden = (rows: Rows, name: string, hidden: boolean): Promise<unknown> =>
  store.db.command({ collMod: rows.collectionName, index: { name, hidden } });

test('a hidden index finds nothing and may not be hinted, but still binds; shown again it is used', async () => {
  const rows = await store.holding({ _id: 1, a: 1 }, { _id: 2, a: 2 });
  await rows.createIndex({ a: 1 }, { unique: true, hidden: true });
  expect((await rows.indexes())[1]).toMatchObject({ name: 'a_1', hidden: true });
  expect(await stages(rows, { a: 1 })).toEqual(['COLLSCAN']);
  expect(await failureOf(rows.find({ a: 1 }).hint('a_1').toArray())).toMatchObject({ code: 2 });
  expect(await failureOf(rows.insertOne({ _id: 3, a: 1 }))).toMatchObject({ code: 11000 });
  await setHidden(rows, 'a_1', false);
  expect(await stages(rows, { a: 1 })).toEqual(['FETCH', 'IXSCAN']);
  await setHidden(rows, 'a_1', true);
  expect(await stages(rows, { a: 1 })).toEqual(['COLLSCAN']);
});

test('the index on _id can be neither hidden nor given options', async () => {
  const rows = await store.holding({ _id: 1 });
  expect(await failureOf(setHidden(rows, '_id_', true))).toMatchObject({ code: 2 });
  for (const options of [{ sparse: true }, { expireAfterSeconds: 1 }, { partialFilterExpression: { a: 1 } }]) {
    expect(await failureOf(rows.createIndex({ _id: 1 }, options))).toMatchObject({ code: expect.any(Number) });
  }
  expect(await rows.indexes()).toHaveLength(1);
});

test('documents expire by a hidden index too, and by a partial one only where its filter holds', async () => {
  const old = new Date(Date.now() - 60_000);
  const hidden = store.collection();
  await hidden.createIndex({ at: 1 }, { expireAfterSeconds: 1, hidden: true });
  await hidden.insertMany([{ _id: 1, at: old }, { _id: 2, at: new Date(Date.now() + 60_000) }, { _id: 3 }]);
  const partial = store.collection();
  await partial.createIndex(
    { at: 1 },
    { expireAfterSeconds: 1, partialFilterExpression: { at: { $gt: new Date(0) } } },
  );
  await partial.insertMany([
    { _id: 1, at: old },
    { _id: 2, at: new Date(-1) },
    { _id: 3, at: [new Date(Date.now() + 60_000), old] },
  ]);
  // MongoDB looks once a minute.
  for (const end = Date.now() + 75_000; Date.now() < end && (await partial.countDocuments()) > 1;)
    await new Promise((soon) => setTimeout(soon, 100));
  expect(await found(partial, {})).toEqual([2]);
  expect(await found(hidden, {})).toEqual([2, 3]);
}, 90_000);

test('a partial index answers only what its filter covers', async () => {
  const rows = await store.holding({ _id: 1, a: 1, n: 1 }, { _id: 2, a: 1, n: 9 }, { _id: 3, a: 1 });
  await rows.createIndex({ a: 1 }, { partialFilterExpression: { n: { $gt: 5 } } });
  expect(await stages(rows, { a: 1 })).toEqual(['COLLSCAN']);
  expect(await stages(rows, { a: 1, n: { $gt: 3 } })).toEqual(['COLLSCAN']);
  expect(await stages(rows, { a: 1, n: { $gt: 5 } })).toEqual(['FETCH', 'IXSCAN']);
  expect(await stages(rows, { a: 1, n: 7 })).toEqual(['FETCH', 'IXSCAN']);
  expect(await found(rows, { a: 1 })).toEqual([1, 2, 3]);
  expect(await found(rows, { a: 1, n: { $gt: 5 } })).toEqual([2]);
});

test('a sparse index is never asked for what it does not hold', async () => {
  const rows = await store.holding({ _id: 1, a: 1 }, { _id: 2, a: null }, { _id: 3 });
  await rows.createIndex({ a: 1 }, { sparse: true });
  expect(await stages(rows, { a: null })).toEqual(['COLLSCAN']);
  expect(await stages(rows, { a: { $exists: false } })).toEqual(['COLLSCAN']);
  expect(await stages(rows, { a: 1 })).toEqual(['FETCH', 'IXSCAN']);
  expect(await found(rows, { a: null })).toEqual([2, 3]);
  expect((await rows.find().sort({ a: 1, _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual([2, 3, 1]);
});

import { expect, test } from '@jest/globals';
import { failureOf, useStore } from '../support/use-store.ts';

const store = useStore();
/** The driver wraps this refusal of a write in advice about retryable writes; a user should see neither. */
const standalone = 'Transaction numbers are only allowed on a replica set member or mongos';

test('a transaction is refused as a standalone refuses it, and writes nothing', async () => {
  const rows = await store.holding({ _id: 0 });
  const failure = await failureOf(
    store.client.withSession((session) => session.withTransaction(() => rows.insertOne({ _id: 1 }, { session }))),
  );
  expect(failure).toMatchObject({ originalError: { code: 20, message: standalone } });
  expect(await rows.find().toArray()).toEqual([{ _id: 0 }]);
});

test('a read inside a transaction is refused too', async () => {
  const rows = await store.holding({ _id: 0 });
  const failure = await failureOf(
    store.client.withSession((session) => session.withTransaction(() => rows.find({}, { session }).toArray())),
  );
  expect(failure).toMatchObject({ code: 20 });
});

test('an aborted transaction leaves no trace and no open session', async () => {
  const rows = await store.holding({ _id: 0, n: 0 });
  const session = store.client.startSession();
  session.startTransaction();
  const failure = await failureOf(rows.updateOne({ _id: 0 }, { $inc: { n: 1 } }, { session }));
  expect(failure).toMatchObject({ originalError: { code: 20, message: standalone } });
  await session.abortTransaction();
  await session.endSession();
  expect(await rows.find().toArray()).toEqual([{ _id: 0, n: 0 }]);
});

test('a change stream is refused with 40573', async () => {
  const rows = await store.holding({ _id: 0 });
  const stream = rows.watch();
  expect(await failureOf(stream.next())).toMatchObject({ code: 40573 });
  await stream.close();
});

test('a text index and $text are refused, not answered wrongly', async () => {
  const rows = await store.holding({ _id: 1, title: 'Recursion help' });
  expect(await failureOf(rows.createIndex({ title: 'text' }))).toMatchObject({ code: expect.any(Number) });
  expect(await failureOf(rows.find({ $text: { $search: 'recursion' } }).toArray())).toMatchObject({
    code: expect.any(Number),
  });
  expect(await rows.indexes()).toHaveLength(1);
});

test('a collation is refused on indexes, finds, counts and updates', async () => {
  const collation = { locale: 'en', strength: 2 };
  const rows = await store.holding({ _id: 1, u: 'Anna' });
  const refusals = [
    () => rows.createIndex({ u: 1 }, { collation }),
    () => rows.find({ u: 'anna' }, { collation }).toArray(),
    () => rows.countDocuments({ u: 'anna' }, { collation }),
    () => rows.updateOne({ u: 'anna' }, { $set: { n: 1 } }, { collation }),
    () => rows.findOneAndUpdate({ u: 'anna' }, { $set: { n: 1 } }, { collation }),
    () => rows.aggregate([{ $sort: { u: 1 } }], { collation }).toArray(),
    () => rows.distinct('u', {}, { collation }),
    () => rows.deleteOne({ u: 'anna' }, { collation }),
  ];
  for (const refusal of refusals) {
    const failure = await failureOf(refusal());
    expect(failure.code).toEqual(expect.any(Number));
    expect(failure.message).toMatch(/collation/i);
  }
  expect(await rows.find().toArray()).toEqual([{ _id: 1, u: 'Anna' }]);
  expect(await rows.indexes()).toHaveLength(1);
});

test.each([[{ $where: 'true' }], [{ at: { $near: [1, 2] } }], [{ at: { $geoWithin: { $center: [[0, 0], 5] } } }]])(
  'the filter %j is refused',
  async (filter) => {
    const rows = await store.holding({ _id: 1, at: [1, 2] });
    expect(await failureOf(rows.find(filter).toArray())).toMatchObject({ code: expect.any(Number) });
  },
);

test.each([
  [{ $geoNear: { near: [0, 0], distanceField: 'far' } }],
  [{ $densify: { field: 'v', range: { step: 1, bounds: 'full' } } }],
  [{ $setWindowFields: { sortBy: { v: 1 }, output: { n: { $sum: 1, window: { range: [-1, 1] } } } } }],
  [{ $group: { _id: 1, n: { $topN: { n: 1, sortBy: { v: 1 }, output: '$v' } } } }],
])('the stage %j is refused', async (stage) => {
  const rows = await store.holding({ _id: 1, v: 1 });
  expect(await failureOf(rows.aggregate([stage]).toArray())).toMatchObject({ code: expect.any(Number) });
});

test.each([[{ capped: true, size: 4096 }], [{ viewOn: 'x', pipeline: [] }], [{ timeseries: { timeField: 'at' } }]])(
  'a collection with %j is refused',
  async (options) => {
    const name = store.name();
    expect(await failureOf(store.db.createCollection(name, options))).toMatchObject({ code: expect.any(Number) });
    expect(await store.db.listCollections({ name }).toArray()).toEqual([]);
  },
);

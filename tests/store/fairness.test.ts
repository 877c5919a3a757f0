import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { failureOf, useStore, type Rows } from './support/use-store.ts';

const store = useStore();

/** Enough documents for a scan of more than a second on any machine. */
const CROWD = 120_000;

async function crowd(size = CROWD): Promise<Rows> {
  const rows = store.collection();
  const text = 'x'.repeat(200);
  for (let from = 0; from < size; from += 20_000)
    await rows.insertMany(Array.from({ length: 20_000 }, (_, i) => ({ n: from + i, text })));
  return rows;
}

interface Beside<Result> {
  readonly result: Result;
  readonly pings: number;
  /** In milliseconds, of the work and of the slowest ping. */
  readonly whole: number;
  readonly slowest: number;
}

/** Pings the server for as long as the work takes. */
async function pingedBeside<Result>(work: Promise<Result>): Promise<Beside<Result>> {
  const begun = performance.now();
  let isOver = false;
  const working = work.finally(() => (isOver = true));
  let [pings, slowest] = [0, 0];
  while (!isOver) {
    const started = performance.now();
    await store.db.command({ ping: 1 });
    slowest = Math.max(slowest, performance.now() - started);
    pings++;
  }
  return { result: await working, pings, slowest, whole: performance.now() - begun };
}

/** Without yielding there would be one ping, as long as the whole work. */
function expectFair({ pings, slowest, whole }: Beside<unknown>): void {
  expect(pings).toBeGreaterThan(10);
  // A busy machine may stop everybody for half a second.
  expect(slowest).toBeLessThan(Math.max(500, whole / 3));
}

/** Slow on purpose: a regular expression over every text. */
const slow = { text: { $regex: 'y.*z|x{150}y' } };

test('long reads give the floor away, stop at maxTimeMS and keep to 100 MB', async () => {
  const rows = await crowd();

  const read = await pingedBeside(rows.find(slow).toArray());
  expect(read.result).toEqual([]);
  expectFair(read);

  expect(await failureOf(rows.find(slow, { maxTimeMS: 20 }).toArray())).toMatchObject({ code: 50 });
  expect(await failureOf(rows.aggregate([{ $match: slow }], { maxTimeMS: 20 }).toArray())).toMatchObject({ code: 50 });

  const heavy = [{ $set: { more: { $concat: ['$text', '$text', '$text', '$text'] } } }, { $sort: { more: 1, n: 1 } }];
  expect(await failureOf(rows.aggregate(heavy, { allowDiskUse: false }).toArray())).toMatchObject({ code: 292 });
  // The best five need no room to speak of.
  const best = await rows.aggregate([{ $sort: { n: -1 } }, { $limit: 5 }, { $project: { _id: 0, n: 1 } }]).toArray();
  expect(best).toEqual([119_999, 119_998, 119_997, 119_996, 119_995].map((n) => ({ n })));
}, 180_000);

test('writes to many give the floor away, whole documents at a time, and stop at maxTimeMS', async () => {
  const rows = await crowd();
  await rows.createIndex({ n: 1 });
  const updated = await pingedBeside(rows.updateMany({}, { $inc: { n: 1 } }));
  expect(updated.result).toMatchObject({ matchedCount: CROWD, modifiedCount: CROWD });
  expectFair(updated);

  // Whatever was cut off, each document is in the index as it is.
  const failure = await failureOf(rows.updateMany({}, { $inc: { n: CROWD } }, { maxTimeMS: 100 }));
  expect(failure).toMatchObject({ code: 50 });
  const changed = await rows.countDocuments({ n: { $gt: CROWD } });
  expect(changed).toBeLessThan(CROWD);
  expect(await rows.countDocuments({ n: { $gt: CROWD } }, { hint: { $natural: 1 } })).toBe(changed);

  const deleted = await pingedBeside(rows.deleteMany({ n: { $gte: 0 } }));
  expect(deleted.result).toMatchObject({ deletedCount: CROWD });
  expectFair(deleted);
}, 180_000);

test('a document that stops matching before its turn comes is left alone', async () => {
  const rows = await crowd(60_000);
  const last = (await rows.findOne({}, { sort: { $natural: -1 } }))?._id ?? '';
  const writing = rows.updateMany({ n: { $gte: 0 } }, { $set: { late: true } });
  await rows.updateOne({ _id: last }, { $set: { n: -1 } });
  expect(await writing).toMatchObject({ matchedCount: 59_999 });
  expect(await rows.findOne({ n: -1 })).not.toHaveProperty('late');
}, 180_000);

test('a collection that is dropped under a long write ends it with a refusal', async () => {
  const rows = await crowd(60_000);
  const writing = failureOf(rows.updateMany({}, { $set: { late: true } }));
  await rows.drop();
  expect(await writing).toMatchObject({ code: 175 });
}, 180_000);

test('more than 100,000 operations in one command are refused', async () => {
  const rows = store.collection();
  const deletes = Array.from({ length: 100_001 }, () => ({ q: {}, limit: 1 }));
  const failure = await failureOf(store.db.command({ delete: rows.collectionName, deletes }));
  expect(failure).toBeInstanceOf(mongoose.mongo.MongoServerError);
  expect(failure.message).toMatch(/100000/);
});

test('two clients at once get only their own answers', async () => {
  const rows = await store.holding(...Array.from({ length: 50 }, (_, _id) => ({ _id })));
  const asked = Array.from({ length: 500 }, (_, i) => i % 50);
  const answers = await Promise.all(asked.map((_id) => rows.findOne({ _id })));
  expect(answers).toEqual(asked.map((_id) => ({ _id })));
});

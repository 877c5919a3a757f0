import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { failureOf, useStore, type Rows } from './support/use-store.ts';

const store = useStore();

/** Enough documents for a scan of more than a second on any machine. */
async function crowd(): Promise<Rows> {
  const rows = store.collection();
  const text = 'x'.repeat(200);
  for (let from = 0; from < 120_000; from += 20_000)
    await rows.insertMany(Array.from({ length: 20_000 }, (_, i) => ({ n: from + i, text })));
  return rows;
}

/** Slow on purpose: a regular expression over every text. */
const slow = { text: { $regex: 'y.*z|x{150}y' } };

test('long reads give the floor away, stop at maxTimeMS and keep to 100 MB', async () => {
  const rows = await crowd();

  let isOver = false;
  const reading = rows.find(slow).toArray();
  const scan = reading.finally(() => (isOver = true));
  let [pings, slowest] = [0, 0];
  while (!isOver) {
    const started = performance.now();
    await store.db.command({ ping: 1 });
    slowest = Math.max(slowest, performance.now() - started);
    pings++;
  }
  expect(await scan).toEqual([]);
  // Without yielding there would be one ping, as long as the whole scan.
  expect(pings).toBeGreaterThan(10);
  expect(slowest).toBeLessThan(500);

  expect(await failureOf(rows.find(slow, { maxTimeMS: 20 }).toArray())).toMatchObject({ code: 50 });
  expect(await failureOf(rows.aggregate([{ $match: slow }], { maxTimeMS: 20 }).toArray())).toMatchObject({ code: 50 });

  const heavy = [{ $set: { more: { $concat: ['$text', '$text', '$text', '$text'] } } }, { $sort: { more: 1, n: 1 } }];
  expect(await failureOf(rows.aggregate(heavy, { allowDiskUse: false }).toArray())).toMatchObject({ code: 292 });
  // The best five need no room to speak of.
  const best = await rows.aggregate([{ $sort: { n: -1 } }, { $limit: 5 }, { $project: { _id: 0, n: 1 } }]).toArray();
  expect(best).toEqual([119_999, 119_998, 119_997, 119_996, 119_995].map((n) => ({ n })));
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

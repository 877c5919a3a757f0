import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { useStore } from '../support/use-store.ts';
import { arrange, exact, runs, seed, texts, type Arena } from './arena.ts';
import { deepSort, documents, filter, indexes, ofLists, projection } from './generate.ts';
import { matches } from './match.ts';
import { Refusal } from './refusal.ts';
import { projected, sorted } from './shape.ts';
import { canonical } from './values.ts';

const store = useStore();
const page = { projection, skip: fc.nat({ max: 3 }), limit: fc.nat({ max: 5 }) };
const reading = fc.oneof(
  { weight: 4, arbitrary: fc.record({ filter, sort: deepSort, ...page }) },
  { weight: 1, arbitrary: fc.record({ ...ofLists, ...page }) },
);
const world = fc.record({
  indexes,
  documents: documents(12),
  readings: fc.array(reading, { minLength: 1, maxLength: 49, size: 'max' }),
});

/** A sort by two arrays side by side is refused. */
function orRefused(read: () => string[]): string[] | number {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

function codeOf(error: unknown): number {
  // Nothing is promoted here, the code neither.
  if (error instanceof mongoose.mongo.MongoServerError) return Number(error.code);
  throw error;
}

test(`5,000 reads are sorted, cut and projected as the manual says (seed ${seed})`, async () => {
  const property = fc.asyncProperty(world, async (given) => {
    const arena = await arrange(store, given.indexes, given.documents);
    await Promise.all(
      given.readings.map(async ({ filter: asked, sort: order, projection: shape, skip, limit }) => {
        const options = { ...exact, sort: order, projection: shape, skip, limit };
        const expected = orRefused(() => {
          const all = sorted(
            arena.documents.filter((document) => matches(asked, document)),
            order,
          );
          // A limit of 0 is none.
          const page = all.slice(skip, limit === 0 ? undefined : skip + limit);
          return page.map((document) => canonical(projected(document, shape)));
        });
        const read = (rows: Arena['plain'], more: object = {}) =>
          texts(rows.find(asked, { ...options, ...more })).catch(codeOf);
        const answers = {
          plain: await read(arena.plain),
          indexed: await read(arena.indexed),
          natural: await read(arena.indexed, { hint: { $natural: 1 } }),
          batched: await read(arena.indexed, { batchSize: 2 }),
        };
        const right = { plain: expected, indexed: expected, natural: expected, batched: expected };
        expect({ options, ...answers }).toEqual({ options, ...right });
      }),
    );
  });
  await fc.assert(property, runs(200));
}, 3_600_000);

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { useStore } from '../support/use-store.ts';
import { arrange, exact, runs, seed, texts } from './arena.ts';
import { documents, filter, indexes, ofLists, projection, sort } from './generate.ts';
import { matches } from './match.ts';
import { projected, sorted } from './shape.ts';
import { canonical } from './values.ts';

const store = useStore();
const page = { projection, skip: fc.nat({ max: 3 }), limit: fc.nat({ max: 5 }) };
const reading = fc.oneof(
  { weight: 4, arbitrary: fc.record({ filter, sort, ...page }) },
  { weight: 1, arbitrary: fc.record({ ...ofLists, ...page }) },
);
const world = fc.record({
  indexes,
  documents: documents(12),
  readings: fc.array(reading, { minLength: 1, maxLength: 49, size: 'max' }),
});

test(`5,000 reads are sorted, cut and projected as the manual says (seed ${seed})`, async () => {
  const property = fc.asyncProperty(world, async (given) => {
    const arena = await arrange(store, given.indexes, given.documents);
    await Promise.all(
      given.readings.map(async ({ filter: asked, sort: order, projection: shape, skip, limit }) => {
        const options = { ...exact, sort: order, projection: shape, skip, limit };
        const all = sorted(
          arena.documents.filter((document) => matches(asked, document)),
          order,
        );
        // A limit of 0 is none.
        const page = all.slice(skip, limit === 0 ? undefined : skip + limit);
        const expected = page.map((document) => canonical(projected(document, shape)));
        const answers = {
          plain: await texts(arena.plain.find(asked, options)),
          indexed: await texts(arena.indexed.find(asked, options)),
          natural: await texts(arena.indexed.find(asked, { ...options, hint: { $natural: 1 } })),
          batched: await texts(arena.indexed.find(asked, { ...options, batchSize: 2 })),
        };
        const right = { plain: expected, indexed: expected, natural: expected, batched: expected };
        expect({ options, ...answers }).toEqual({ options, ...right });
      }),
    );
  });
  await fc.assert(property, runs(200));
}, 3_600_000);

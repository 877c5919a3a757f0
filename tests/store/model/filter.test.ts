import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { useStore } from '../support/use-store.ts';
import { arrange, runs, seed } from './arena.ts';
import { documents, filter, indexes } from './generate.ts';
import { matches, type Condition } from './match.ts';

const store = useStore();
const world = fc.record({
  indexes,
  documents: documents(10),
  filters: fc.array(filter, { minLength: 1, maxLength: 49, size: 'max' }),
});

test(`10,000 filters find what the manual says, with indexes and without (seed ${seed})`, async () => {
  const property = fc.asyncProperty(world, async (given) => {
    const arena = await arrange(store, given.indexes, given.documents);
    const found = async (rows: typeof arena.plain, asked: Condition, hint?: { $natural: 1 }): Promise<number[]> => {
      const options = { projection: { _id: 1 }, sort: { _id: 1 }, ...(hint && { hint }) } as const;
      return (await rows.find(asked, options).toArray()).map(({ _id }) => _id);
    };
    await Promise.all(
      given.filters.map(async (asked) => {
        const expected = arena.documents.filter((document) => matches(asked, document)).map(({ _id }) => _id);
        const unordered = await arena.indexed.find(asked, { projection: { _id: 1 } }).toArray();
        const answers = {
          plain: await found(arena.plain, asked),
          indexed: await found(arena.indexed, asked),
          natural: await found(arena.indexed, asked, { $natural: 1 }),
          unordered: unordered.map(({ _id }) => _id).toSorted((a, b) => a - b),
          counted: await arena.indexed.countDocuments(asked),
        };
        const right = { plain: expected, indexed: expected, natural: expected, unordered: expected };
        expect({ asked, ...answers }).toEqual({ asked, ...right, counted: expected.length });
      }),
    );
  });
  await fc.assert(property, runs(400));
}, 3_600_000);

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { useStore } from '../support/use-store.ts';
import { arrange, exact, runs, seed, texts } from './arena.ts';
import { expression, pipeline } from './generate-pipeline.ts';
import { documents, indexes } from './generate.ts';
import { evaluate, isTrue } from './expression.ts';
import { ran } from './pipeline.ts';
import { canonical, fieldsOf, isList, type Fields } from './values.ts';

const store = useStore();
const world = fc.record({
  indexes,
  documents: documents(12),
  pipelines: fc.array(pipeline, { minLength: 1, maxLength: 49, size: 'max' }),
});

/** Without a sort at its end a pipeline has no order of its own, inside a facet neither. */
function unordered(lines: readonly string[]): string[] {
  return lines.toSorted();
}

test(`3,000 pipelines answer what the manual says, with indexes and without (seed ${seed})`, async () => {
  const property = fc.asyncProperty(world, async (given) => {
    const arena = await arrange(store, given.indexes, given.documents);
    await Promise.all(
      given.pipelines.map(async (asked) => {
        const stages = asked.map((stage) => ({ ...stage }));
        const expected = unordered(ran(arena.documents, asked, arena.documents).map(settled));
        const read = async (rows: typeof arena.plain, hint?: { $natural: 1 }): Promise<string[]> => {
          const options = { ...exact, ...(hint && { hint }) };
          return unordered(await texts(rows.aggregate(stages, options), settled));
        };
        const answers = {
          plain: await read(arena.plain),
          indexed: await read(arena.indexed),
          natural: await read(arena.indexed, { $natural: 1 }),
        };
        expect({ asked, ...answers }).toEqual({ asked, plain: expected, indexed: expected, natural: expected });
      }),
    );
  });
  await fc.assert(property, runs(120));
}, 3_600_000);

/** Groups inside a facet come in any order. */
function settled(document: Fields): string {
  return canonical(
    fieldsOf(document, (name, value) =>
      name === 'two' && isList(value) ? value.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1)) : value,
    ),
  );
}

test(`2,000 filters by $expr find where the expression is true (seed ${seed})`, async () => {
  const asking = fc.record({
    indexes,
    documents: documents(12),
    expressions: fc.array(expression, { minLength: 1, maxLength: 49, size: 'max' }),
  });
  const property = fc.asyncProperty(asking, async (given) => {
    const arena = await arrange(store, given.indexes, given.documents);
    await Promise.all(
      given.expressions.map(async ($expr) => {
        const expected = arena.documents.filter((document) => isTrue(evaluate($expr, document)));
        const found = await arena.indexed.find({ $expr }, { sort: { _id: 1 }, projection: { _id: 1 } }).toArray();
        expect({ $expr, found: found.map(({ _id }) => _id) }).toEqual({ $expr, found: expected.map(({ _id }) => _id) });
      }),
    );
  });
  await fc.assert(property, runs(80));
}, 3_600_000);

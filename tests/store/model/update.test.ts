import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { useStore } from '../support/use-store.ts';
import { arrange, exact, isRefused, runs, seed, texts, type Arena } from './arena.ts';
import { changed, type Change } from './change.ts';
import { fields, filter, indexes } from './generate.ts';
import { change, withoutDecimals } from './generate-change.ts';
import { matches, type Condition } from './match.ts';
import { Refusal } from './refusal.ts';
import { canonical, isFields, type Fields } from './values.ts';

const store = useStore();
const world = fc.record({
  indexes,
  steps: fc.array(fc.record({ document: fields.filter(withoutDecimals), change }), {
    minLength: 1,
    maxLength: 99,
    size: 'max',
  }),
  filters: fc.array(filter, { maxLength: 10 }),
});

interface Outcome {
  readonly documents: string[];
  /** Position and code of each refused update; the code is told where only one reason is possible. */
  readonly refused: [number, number | 'any'][];
}

function expected(documents: readonly Fields[], changes: readonly Change[]): { outcome: Outcome; after: Fields[] } {
  const refused: Outcome['refused'] = [];
  const after = documents.map((document, position) => {
    const asked = changes[position] ?? {};
    try {
      return changed(document, asked);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const edits = Object.values(asked).flatMap((paths) => Object.keys(paths)).length;
      refused.push([position, edits === 1 ? error.code : 'any']);
      return document;
    }
  });
  return { outcome: { documents: after.map(canonical), refused }, after };
}

/** Filters for what some of the documents hold now: an index that kept an old key, or lost a new one, answers wrongly. */
function ownValues(documents: readonly Fields[]): Condition[] {
  return documents.slice(0, 20).flatMap((document) =>
    Object.entries(document).flatMap(([name, value]): Condition[] => {
      if (!isFields(value)) return [{ [name]: { $eq: value } }];
      return Object.entries(value).map(([inner, deep]) => ({ [`${name}.${inner}`]: { $eq: deep } }));
    }),
  );
}

async function refusals(
  rows: Arena['plain'],
  documents: readonly Fields[],
  changes: readonly Change[],
): Promise<[number, number][]> {
  const operations = documents.map(({ _id }, position) => ({
    updateOne: { filter: { _id: Number(_id) }, update: changes[position] ?? {} },
  }));
  // An index may have refused every document; the driver knows no batch of nothing.
  if (operations.length === 0) return [];
  try {
    await rows.bulkWrite(operations, { ordered: false });
    return [];
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) throw error;
    return [error.writeErrors].flat().map(({ index, code }) => [index, code]);
  }
}

function hasNumberName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const isList = Array.isArray(value);
  return Object.entries(value).some(([name, held]) => (!isList && /^\d+$/.test(name)) || hasNumberName(held));
}

test(`4,000 updates leave what the manual says, and the indexes agree (seed ${seed})`, async () => {
  const property = fc.asyncProperty(world, async (given) => {
    const documents = given.steps.map(({ document }, _id) => ({ _id, ...document }));
    const arena = await arrange(store, given.indexes, documents);
    const changes = arena.documents.map(({ _id }) => given.steps[Number(_id)]?.change ?? {});
    const { outcome, after } = expected(arena.documents, changes);
    const known = new Map(outcome.refused);
    const named = (found: [number, number][]): Outcome['refused'] =>
      found.map(([position, code]) => [position, known.get(position) === 'any' ? 'any' : code]);
    const sort = { _id: 1 } as const;

    const plain = named(await refusals(arena.plain, arena.documents, changes));
    const left = await texts(arena.plain.find({}, { ...exact, sort }));
    expect({ documents: left, refused: plain }).toEqual(outcome);

    // An index over two arrays may refuse an update more (171); everything else is the same.
    const indexed = await refusals(arena.indexed, arena.documents, changes);
    const parallel = new Set(indexed.filter(([, code]) => code === 171).map(([position]) => position));
    expect(named(indexed.filter(([, code]) => code !== 171))).toEqual(outcome.refused);
    const tooMany = after.flatMap((document, position) => (isRefused(document, given.indexes) ? [position] : []));
    expect([...parallel]).toEqual(tooMany);
    const kept = after.map(
      (document, position) => (parallel.has(position) ? arena.documents[position] : document) ?? {},
    );
    expect(await texts(arena.indexed.find({}, { ...exact, sort }))).toEqual(kept.map(canonical));

    expect(await store.db.command({ validate: 'indexed' })).toMatchObject({ valid: true, errors: [] });
    // JavaScript's objects put such names first, and so the model cannot tell how these compare as a whole.
    const reordered = new Set(kept.filter(hasNumberName).map(({ _id }) => _id));
    for (const asked of [...given.filters, ...ownValues(kept)]) {
      const answer = await arena.indexed.find(asked, { projection: { _id: 1 } }).toArray();
      const found = answer.map(({ _id }) => _id).filter((_id) => !reordered.has(_id));
      const right = kept.filter((document) => !reordered.has(document._id) && matches(asked, document));
      expect({ asked, found: found.toSorted((a, b) => a - b) }).toEqual({ asked, found: right.map(({ _id }) => _id) });
    }
  });
  await fc.assert(property, runs(80));
}, 3_600_000);

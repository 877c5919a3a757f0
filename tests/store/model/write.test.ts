import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { useStore } from '../support/use-store.ts';
import { arrange, exact, runs, seed, texts, type Arena } from './arena.ts';
import { changed, type Change } from './change.ts';
import { documents, fields, filter, indexes, sort, value } from './generate.ts';
import { matches, type Condition } from './match.ts';
import { sorted, type Sort } from './shape.ts';
import { canonical, fromDriver, type Fields } from './values.ts';

const store = useStore();

/** Changes no document can refuse, so that a command that meets many has one right outcome. */
const safe: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ $set: fc.record({ a: value, x: value }, { noNullPrototype: true }) }, { noNullPrototype: true }),
  fc.record({ $set: fc.record({ n: fc.constantFrom(1, 2, 7) }, { noNullPrototype: true }) }, { noNullPrototype: true }),
  fc.record({ $unset: fc.constantFrom({ a: '' }, { n: '' }, { s: '' }) }, { noNullPrototype: true }),
  fc.record({ $max: fc.record({ c: value }, { noNullPrototype: true }) }, { noNullPrototype: true }),
);

type Step =
  | { readonly do: 'insert'; readonly document: Fields }
  | { readonly do: 'updateMany'; readonly filter: Condition; readonly change: Change }
  | { readonly do: 'deleteMany'; readonly filter: Condition }
  | { readonly do: 'upsert'; readonly id: number | null; readonly change: Change }
  | { readonly do: 'take'; readonly filter: Condition; readonly sort: Sort }
  | { readonly do: 'bump'; readonly filter: Condition; readonly sort: Sort; readonly change: Change };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('insert'), document: fields }),
  fc.record({ do: fc.constant('updateMany'), filter, change: safe }),
  fc.record({ do: fc.constant('updateMany'), filter, change: safe }),
  fc.record({ do: fc.constant('deleteMany'), filter }),
  fc.record({ do: fc.constant('upsert'), id: fc.option(fc.nat({ max: 20 }), { freq: 5 }), change: safe }),
  fc.record({ do: fc.constant('take'), filter, sort }),
  fc.record({ do: fc.constant('bump'), filter, sort, change: safe }),
);

const world = fc.record({
  // Two fields under one array in one index could refuse a document.
  indexes: indexes
    .map((all) => all.filter(({ key }) => !('a.c' in key || 'a.0' in key)))
    .filter((all) => all.length > 0),
  documents: documents(12),
  steps: fc.array(step, { minLength: 1, maxLength: 29, size: 'max' }),
});

/** What a step leaves and what it answers, in the model. `_id`s of inserts are counted. */
function after(before: readonly Fields[], next: Step, id: number): { documents: Fields[]; answer: unknown } {
  const apply = (test: (document: Fields) => boolean, change: Change): Fields[] =>
    before.map((document) => (test(document) ? changed(document, change) : document));
  if (next.do === 'insert') return { documents: [...before, { _id: id, ...next.document }], answer: id };
  if (next.do === 'upsert') {
    const there = before.some(({ _id }) => _id === next.id);
    if (!there) return { documents: [...before, changed({ _id: next.id }, next.change)], answer: [1, next.id] };
    return { documents: apply(({ _id }) => _id === next.id, next.change), answer: [0, null] };
  }
  const hit = before.filter((document) => matches(next.filter, document));
  if (next.do === 'updateMany') {
    const left = apply((document) => hit.includes(document), next.change);
    const modified = left.filter((document, at) => canonical(document) !== canonical(before[at])).length;
    return { documents: left, answer: [hit.length, modified] };
  }
  if (next.do === 'deleteMany')
    return { documents: before.filter((document) => !hit.includes(document)), answer: hit.length };
  const [first] = sorted(hit, next.sort);
  const answer = first ? canonical(first) : null;
  if (next.do === 'take') return { documents: before.filter((document) => document !== first), answer };
  return { documents: apply((document) => document === first, next.change), answer };
}

/** The same on the store. */
async function perform(rows: Arena['plain'], next: Step, id: number): Promise<unknown> {
  const text = (document: unknown): string | null => (document === null ? null : canonical(fromDriver(document)));
  switch (next.do) {
    case 'insert':
      await rows.insertOne({ _id: id, ...next.document });
      return id;
    case 'upsert': {
      const any = store.db.collection<{ _id: number | null }>(rows.collectionName);
      const { upsertedCount, upsertedId } = await any.updateOne({ _id: next.id }, next.change, { upsert: true });
      return [upsertedCount, upsertedId];
    }
    case 'updateMany': {
      const { matchedCount, modifiedCount } = await rows.updateMany(next.filter, next.change);
      return [matchedCount, modifiedCount];
    }
    case 'deleteMany':
      return (await rows.deleteMany(next.filter)).deletedCount;
    case 'take':
      return text(await rows.findOneAndDelete(next.filter, { ...exact, sort: next.sort }));
    case 'bump':
      return text(await rows.findOneAndUpdate(next.filter, next.change, { ...exact, sort: next.sort }));
  }
}

test(`3,000 writes by filter answer and leave what the manual says (seed ${seed})`, async () => {
  const property = fc.asyncProperty(world, async (given) => {
    const arena = await arrange(store, given.indexes, given.documents);
    for (const rows of [arena.plain, arena.indexed]) {
      let held: readonly Fields[] = arena.documents;
      for (const [at, next] of given.steps.entries()) {
        const { documents: left, answer } = after(held, next, 100 + at);
        expect({ next, answer: await perform(rows, next, 100 + at) }).toEqual({ next, answer });
        held = left;
      }
      const expected = sorted(held, { _id: 1 }).map(canonical);
      expect(await texts(rows.find({}, { ...exact, sort: { _id: 1 } }))).toEqual(expected);
      for (const { key } of await arena.indexed.indexes()) {
        const plan = { ...exact, sort: { _id: 1 }, ...(rows === arena.indexed && { hint: key }) } as const;
        const some = await texts(rows.find({ n: { $gt: 1 }, s: { $exists: true }, b: { $exists: true } }, plan));
        const right = sorted(held, { _id: 1 }).filter((document) =>
          matches({ n: { $gt: 1 }, s: { $exists: true }, b: { $exists: true } }, document),
        );
        expect({ key, some }).toEqual({ key, some: right.map(canonical) });
      }
    }
  });
  await fc.assert(property, runs(200));
}, 3_600_000);

import { expect, test } from '@jest/globals';
import { libraryOrder } from '@hearth/shared/library/entity';
import { facet, type Facet } from '@hearth/shared/library/facets';
import fc from 'fast-check';
import { FacetIndex, type Asked, type FacetValues, type Indexed } from './facet-index.ts';
import type { Counted } from './ranks.ts';

/** Tag `b` was merged into `a`. */
const topicOf = (id: string) => (id === 'b' ? 'a' : id);
const nameOf = (its: Facet, value: string) => (its === 'topic' ? topicOf(value) : value);

const some = (values: string, maxLength: number) => fc.uniqueArray(fc.constantFrom(...values.split('')), { maxLength });
const valuesOf = (maxLength: number): fc.Arbitrary<FacetValues> =>
  fc.record({
    ...{ kind: some('xyz', 1), topic: some('abcd', maxLength), area: some('pq', maxLength), grade: some('g', 1) },
    ...{ readers: some('rs', 1), language: some('en', 2), place: some('o', 1), year: some('12', 1) },
  });

const entry: fc.Arbitrary<Indexed> = fc.record({
  id: fc.integer({ min: 100, max: 160 }).map(String),
  circles: fc.constantFrom(['everyone'], ['members'], ['ohio'], ['ohio', 'texas']),
  values: valuesOf(3),
  title: fc.constantFrom('family survey', 'late bus', 'bus survey', ''),
  order: fc.integer({ min: 1, max: 9 }),
});
const ids = fc.integer({ min: 100, max: 160 }).map(String);
const few = fc.integer({ min: 0, max: 3 });
const counting = fc.record({ counted: ids, tried: few, thanked: few });
const change = fc.oneof({ weight: 5, arbitrary: entry }, ids, { weight: 3, arbitrary: counting });
const asked = fc.record({
  circles: fc.constantFrom(null, ['everyone'], ['everyone', 'members'], ['everyone', 'members', 'texas'], []),
  chosen: valuesOf(2),
  words: fc.constantFrom([], ['bus'], ['sur', 'fam'], ['nothing']),
  by: fc.constantFrom(...libraryOrder.options),
  after: fc.option(
    fc.record({ order: fc.integer({ min: 1, max: 9 }), count: few, id: fc.constantFrom('100', '130', '160') }),
  ),
  most: fc.integer({ min: 1, max: 5 }),
});

/** The same by looking at each entry. */
function naive(
  all: readonly Indexed[],
  counted: ReadonlyMap<string, Counted>,
  { circles, chosen, words, by, after, most }: Omit<Asked, 'topicOf'>,
) {
  const isRead = (one: Indexed) =>
    (circles === null || one.circles.some((circle) => circles.includes(circle))) &&
    words.every((word) => one.title.includes(word));
  const countOf = ({ id }: Indexed) => (by === 'newest' ? 0 : (counted.get(id)?.[by] ?? 0));
  const has = (one: Indexed, its: Facet) => {
    const wanted = (chosen[its] ?? []).map((value) => nameOf(its, value));
    return wanted.length === 0 || one.values[its].some((value) => wanted.includes(nameOf(its, value)));
  };
  const among = (own: Facet | null) =>
    all.filter((one) => isRead(one) && facet.options.every((its) => its === own || has(one, its)));
  const found = among(null).sort(
    (one, other) => countOf(other) - countOf(one) || other.order - one.order || (one.id < other.id ? -1 : 1),
  );
  const behind = found.filter((one) => {
    if (!after) return true;
    const less = after.count - countOf(one) || after.order - one.order;
    return less > 0 || (less === 0 && one.id > after.id);
  });
  const counts = facet.options.map((its) => {
    const values = among(its).flatMap((one) => [...new Set(one.values[its].map((value) => nameOf(its, value)))]);
    return [its, [...Map.groupBy(values, (value) => value)].map(([value, same]) => [value, same.length]).sort()];
  });
  const without = facet.options.flatMap((its) => {
    const count = (chosen[its] ?? []).length > 0 ? among(its).length : 0;
    return found.length === 0 && count > 0 ? [{ facet: its, count }] : [];
  });
  const first = behind.slice(0, most);
  return {
    ids: first.map(({ id }) => id),
    ranks: first.map((one) => ({ order: one.order, count: countOf(one) })),
    ...{ total: found.length, counts, without },
  };
}

test('what the index finds and counts is what one finds and counts by looking at each entry', () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 80 }),
      fc.array(asked, { minLength: 1, maxLength: 5 }),
      (changes, all) => {
        const index = new FacetIndex();
        const held = new Map<string, Indexed>();
        const counted = new Map<string, Counted>();
        for (const one of changes) {
          if (typeof one === 'string') {
            index.drop(one);
            held.delete(one);
          } else if ('counted' in one) {
            index.count(one.counted, one);
            counted.set(one.counted, one);
          } else {
            index.put(one);
            held.set(one.id, one);
          }
        }
        expect(index.size).toBe(held.size);
        for (const each of all) {
          const { counts, ...answer } = index.search({ ...each, topicOf });
          const sorted = facet.options.map((its) => [
            its,
            counts[its].map(({ value, count }) => [value, count]).sort(),
          ]);
          expect({ ...answer, counts: sorted }).toEqual(naive([...held.values()], counted, each));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('it grows, and what is put again counts once', () => {
  const index = new FacetIndex();
  const values: FacetValues = {
    ...{ kind: ['video'], topic: [], area: [], grade: [] },
    ...{ readers: [], language: [], place: [], year: [] },
  };
  for (let turn = 0; turn < 2; turn++)
    for (let n = 0; n < 5_000; n++) index.put({ id: `e${n}`, circles: ['everyone'], title: '', order: n, values });
  const all = { circles: ['everyone'], chosen: {}, words: [], by: 'newest', after: null, most: 2, topicOf } as const;
  expect(index.search(all)).toMatchObject({
    ids: ['e4999', 'e4998'],
    total: 5_000,
    counts: { kind: [{ count: 5_000 }] },
  });
});

test('related is what shares most that one may read, and never the entry itself', () => {
  const index = new FacetIndex();
  const like = (id: string, topic: string[], area: string[], circles = ['everyone'], order = 1): Indexed => ({
    ...{ id, circles, title: '', order },
    values: {
      ...{ kind: ['video'], topic, area, grade: [] },
      ...{ readers: [], language: ['en'], place: [], year: [] },
    },
  });
  const own = like('own', ['a'], ['p']);
  const others = [
    ...[like('both', ['b'], ['p']), like('topic', ['a'], []), like('area', [], ['p'], ['everyone'], 3)],
    ...[like('newer', [], ['p'], ['everyone'], 4), like('hidden', ['a'], ['p'], ['ohio'], 2), like('kind', [], [])],
  ];
  for (const one of [own, ...others]) index.put(one);
  const ask = { circles: ['everyone'], topicOf };
  expect(index.related(own, { ...ask, most: 4 })).toEqual(['both', 'topic', 'newer', 'area']);
  expect(index.related(own, { ...ask, circles: null, most: 1 })).toEqual(['hidden']);
  expect(index.related(own, { ...ask, circles: [], most: 4 })).toEqual([]);
});

import { expect, test } from '@jest/globals';
import { sales } from '../support/sales.ts';
import { failureOf, useStore, type Rows } from '../support/use-store.ts';

const store = useStore();

/** A thread: 2 and 4 answer 1, 3 answers 2, and 1 answers 3, so that it is a ring. */
const answers = [
  { _id: 1, to: 3 },
  { _id: 2, to: 1 },
  { _id: 3, to: 2, hidden: true },
  { _id: 4, to: 1 },
];

interface Row {
  readonly _id: number;
  readonly depth?: unknown;
}

async function below(rows: Rows, more: object): Promise<unknown[]> {
  const graph = { from: rows.collectionName, startWith: '$_id', connectFromField: '_id', connectToField: 'to' };
  const stages = [{ $match: { _id: 2 } }, { $graphLookup: { ...graph, as: 'below', ...more } }];
  const [found] = await rows.aggregate(stages).toArray();
  const under: Row[] = found?.below ?? [];
  return under.map(({ _id, depth }) => (depth === undefined ? _id : [_id, Number(depth)])).sort();
}

test('$graphLookup follows every connection once, however they go round', async () => {
  expect(await below(await store.holding(...answers), {})).toEqual([1, 2, 3, 4]);
});

test('$graphLookup says how far away each is, stops at a depth, and leaves out what it is told to', async () => {
  const rows = await store.holding(...answers);
  await rows.createIndex({ to: 1 });
  expect(await below(rows, { depthField: 'depth' })).toEqual([
    [1, 1],
    [2, 2],
    [3, 0],
    [4, 2],
  ]);
  expect(await below(rows, { maxDepth: 1 })).toEqual([1, 3]);
  expect(await below(rows, { restrictSearchWithMatch: { hidden: { $ne: true } } })).toEqual([]);
});

test('$graphLookup follows every element of an array', async () => {
  const rows = await store.holding(
    { _id: 1, knows: [2, 3] },
    { _id: 2, knows: [] },
    { _id: 3, knows: [4] },
    { _id: 4 },
  );
  const graph = { from: rows.collectionName, startWith: '$knows', connectFromField: 'knows', connectToField: '_id' };
  const found = await rows.aggregate([{ $match: { _id: 1 } }, { $graphLookup: { ...graph, as: 'all' } }]).toArray();
  const all: Row[] = found[0]?.all ?? [];
  expect(all.map(({ _id }) => _id).sort()).toEqual([2, 3, 4]);
});

async function windowed(output: object, partitionBy?: string): Promise<unknown[]> {
  const rows = await store.holding(
    { _id: 1, k: 'a', v: 5 },
    { _id: 2, k: 'b', v: 3 },
    { _id: 3, k: 'a', v: 7 },
    { _id: 4, k: 'b', v: 3 },
  );
  const stage = { ...(partitionBy && { partitionBy }), sortBy: { v: 1 }, output: { x: output } };
  const found = await rows.aggregate([{ $setWindowFields: stage }, { $sort: { _id: 1 } }]).toArray();
  return found.map(({ x }) => x);
}

const window = (from: unknown, to: unknown): object => ({ window: { documents: [from, to] } });

test.each<[string, object, unknown[]]>([
  ['$rank', { $rank: {} }, [3, 1, 4, 1]],
  ['$denseRank', { $denseRank: {} }, [2, 1, 3, 1]],
  ['$sum over all', { $sum: '$v' }, [18, 18, 18, 18]],
  ['$max around', { $max: '$v', ...window(-1, 1) }, [7, 3, 7, 5]],
  ['$min behind', { $min: '$v', ...window('current', 'unbounded') }, [5, 3, 7, 3]],
])('$setWindowFields: %s', async (_name, output, expected) => {
  expect(await windowed(output)).toEqual(expected);
});

test.each<[string, object, unknown[]]>([
  ['a running sum', { $sum: '$v', ...window('unbounded', 'current') }, [5, expect.any(Number), 12, expect.any(Number)]],
  ['$documentNumber', { $documentNumber: {} }, [1, expect.any(Number), 2, expect.any(Number)]],
  [
    '$shift',
    { $shift: { output: '$v', by: -1, default: 'first' } },
    ['first', expect.anything(), 5, expect.anything()],
  ],
  ['$push', { $push: '$v', ...window('unbounded', 'current') }, [[5], expect.any(Array), [5, 7], expect.any(Array)]],
  ['$count', { $count: {} }, [2, 2, 2, 2]],
])('$setWindowFields in partitions: %s', async (_name, output, expected) => {
  expect(await windowed(output, '$k')).toEqual(expected);
});

test('$setWindowFields refuses a rank without an order', async () => {
  const rows = await store.holding(...sales);
  const stages = [{ $setWindowFields: { output: { rank: { $rank: {} } } } }];
  expect(await failureOf(rows.aggregate(stages).toArray())).toMatchObject({ code: expect.any(Number) });
});

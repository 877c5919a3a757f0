import { expect, test } from '@jest/globals';
import { Double, type BsonValue, type Document } from '../bson/types.ts';
import { PAUSE, type Flow } from '../pause.ts';
import { environment } from '../query/environment.ts';
import { compileFilter } from '../query/match.ts';
import { compilePipeline } from './pipeline.ts';
import { runWhole } from './run.ts';
import type { Run } from './stage.ts';

const people: Document[] = [
  { _id: 1, name: 'Ada' },
  { _id: 2, name: 'Bo' },
];

/** A store of one other collection, `people`, which answers a filter and nothing more. */
const run: Run = {
  find: (collection, { filter }, env) =>
    collection === 'people' ? people.filter((one) => compileFilter(filter, env)(one)) : [],
};

function through(stages: BsonValue, documents: Flow<Document>): Document[] {
  const env = environment();
  return [...runWhole(compilePipeline(stages, env), documents, run)].filter((one) => one !== PAUSE);
}

const posts: Document[] = [
  { _id: 1, by: 1, tags: ['a', 'b'], n: 1 },
  { _id: 2, by: 2, tags: [], n: 2 },
  { _id: 3, by: 1, tags: 'c', n: 3 },
  { _id: 4, by: 9, n: 4 },
];

test.each<[string, BsonValue[], Document[]]>([
  [
    'matches, sorts, skips and limits',
    [{ $match: { n: { $gt: 1 } } }, { $sort: { n: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { n: 1 } }],
    [{ _id: 3, n: 3 }],
  ],
  [
    'limits before it sorts, if so written',
    [{ $limit: 2 }, { $sort: { n: -1 } }, { $project: { n: 1 } }],
    [
      { _id: 2, n: 2 },
      { _id: 1, n: 1 },
    ],
  ],
  ['counts', [{ $match: { by: 1 } }, { $count: 'found' }], [{ found: 2 }]],
  ['counts nothing as no document', [{ $match: { by: 7 } }, { $count: 'found' }], []],
  [
    'groups',
    [
      { $group: { _id: '$by', n: { $sum: '$n' }, first: { $first: '$_id' }, all: { $push: '$n' } } },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: 1, n: 4, first: 1, all: [1, 3] },
      { _id: 2, n: 2, first: 2, all: [2] },
      { _id: 9, n: 4, first: 4, all: [4] },
    ],
  ],
  [
    'groups all as one, with averages and extremes',
    [{ $group: { _id: null, a: { $avg: '$n' }, least: { $min: '$n' }, most: { $max: '$n' }, c: { $count: {} } } }],
    [{ _id: null, a: 2.5, least: 1, most: 4, c: 4 }],
  ],
  [
    'unwinds arrays and single values',
    [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
    [
      { _id: 1, tags: 'a' },
      { _id: 1, tags: 'b' },
      { _id: 3, tags: 'c' },
    ],
  ],
  [
    'unwinds and keeps what is empty',
    [
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
      { $project: { tags: 1, i: 1 } },
    ],
    [
      { _id: 1, tags: 'a', i: 0n },
      { _id: 1, tags: 'b', i: 1n },
      { _id: 2, i: null },
      { _id: 3, tags: 'c', i: null },
      { _id: 4, i: null },
    ],
  ],
  [
    'looks up',
    [
      { $limit: 2 },
      { $lookup: { from: 'people', localField: 'by', foreignField: '_id', as: 'author' } },
      { $project: { author: '$author.name' } },
    ],
    [
      { _id: 1, author: ['Ada'] },
      { _id: 2, author: ['Bo'] },
    ],
  ],
  [
    'looks up with a pipeline of its own',
    [
      { $limit: 2 },
      {
        $lookup: {
          from: 'people',
          let: { me: '$by' },
          pipeline: [{ $match: { $expr: { $ne: ['$_id', '$$me'] } } }, { $project: { _id: 0 } }],
          as: 'others',
        },
      },
      { $project: { others: 1 } },
    ],
    [
      { _id: 1, others: [{ name: 'Bo' }] },
      { _id: 2, others: [{ name: 'Ada' }] },
    ],
  ],
  [
    'looks into a collection that is not there',
    [
      { $limit: 1 },
      { $lookup: { from: 'none', localField: 'by', foreignField: '_id', as: 'x' } },
      { $project: { x: 1 } },
    ],
    [{ _id: 1, x: [] }],
  ],
  [
    'puts another collection behind',
    [
      { $match: { _id: 4 } },
      { $project: { _id: 1 } },
      { $unionWith: { coll: 'people', pipeline: [{ $match: { _id: 2 } }] } },
    ],
    [{ _id: 4 }, { _id: 2, name: 'Bo' }],
  ],
  [
    'runs facets over the same documents',
    [{ $facet: { some: [{ $match: { n: 1 } }, { $project: { n: 1 } }], total: [{ $count: 'c' }] } }],
    [{ some: [{ _id: 1, n: 1 }], total: [{ c: 4 }] }],
  ],
  ['sorts by count', [{ $sortByCount: '$by' }, { $limit: 1 }], [{ _id: 1, count: 2 }]],
  [
    'makes buckets',
    [{ $bucket: { groupBy: '$n', boundaries: [0, 2, 4], default: 'more' } }],
    [
      { _id: 0, count: 1 },
      { _id: 2, count: 2 },
      { _id: 'more', count: 1 },
    ],
  ],
  [
    'sets, unsets and replaces',
    [
      { $limit: 1 },
      { $set: { 'a.b': '$n' } },
      { $unset: ['tags', 'by'] },
      { $replaceWith: { $mergeObjects: ['$$ROOT', { n: 9 }] } },
    ],
    [{ _id: 1, n: 9, a: { b: 1 } }],
  ],
])('it %s', (_what, stages, expected) => {
  expect(through(stages, posts)).toEqual(expected);
});

test('the leading query is left to an index, in the order that an index keeps', () => {
  const stages = [{ $match: { a: 1 } }, { $match: { b: 1 } }, { $sort: { c: 1 } }, { $limit: 5 }, { $match: { d: 1 } }];
  const { leading, stages: rest } = compilePipeline(stages, environment());
  expect(leading).toEqual({ filter: { $and: [{ a: 1 }, { b: 1 }] }, sort: { c: 1 }, limit: 5 });
  expect(rest).toHaveLength(1);
});

test('a group that only counts is known as a count', () => {
  const counts = (group: Document): unknown => compilePipeline([{ $group: group }], environment()).counts;
  expect(counts({ _id: 1, n: { $sum: 1 } })).toEqual({ id: 1, field: 'n' });
  expect(counts({ _id: '$a', n: { $sum: 1 } })).toBeNull();
  expect(counts({ _id: 1, n: { $sum: 2 } })).toBeNull();
});

test('equal numbers of different types are one group, and null and missing are too', () => {
  const groups = through(
    [{ $group: { _id: '$a', n: { $sum: 1 } } }],
    [{ a: 1 }, { a: new Double(1) }, { a: 1n }, { a: null }, {}],
  );
  expect(groups.map((one) => one['n'])).toEqual([3, 2]);
});

test('every document that gives none gives a pause', () => {
  const env = environment();
  for (const stage of [
    { $match: { no: 1 } },
    { $group: { _id: null } },
    { $unwind: '$none' },
    { $count: 'c' },
    { $skip: 100 },
  ]) {
    const { stages } = compilePipeline([{ $project: { none: 0 } }, stage], env);
    const flow = [...stages.reduce<Flow<Document>>((input, one) => one(input, run), posts)];
    expect(flow.filter((one) => one === PAUSE).length).toBeGreaterThanOrEqual(posts.length);
  }
});

test('a sort and a group that would take more than 100 MB are refused with code 292', () => {
  const large = 'x'.repeat(1 << 20);
  function* endless(): Generator<Document> {
    for (let _id = 0; _id < 200; _id++) yield { _id, large: `${large}${_id}` };
  }
  const refusal = expect.objectContaining({ code: 292 });
  expect(() => through([{ $project: { large: 1 } }, { $sort: { large: 1 } }], endless())).toThrow(refusal);
  expect(() => through([{ $group: { _id: null, all: { $push: '$large' } } }], endless())).toThrow(refusal);
  expect(through([{ $project: { large: 1 } }, { $sort: { _id: -1 } }, { $limit: 1 }], endless())).toHaveLength(1);
});

test.each<[BsonValue, number]>([
  [{ $foo: 1 }, 40324],
  [{ $match: {}, $limit: 1 }, 40323],
  [{ $limit: 0 }, 15958],
  [{ $limit: 'x' }, 5107201],
  [{ $sort: {} }, 15976],
  [{ $sort: { a: 2 } }, 15975],
  [{ $group: { n: { $sum: 1 } } }, 15955],
  [{ $group: { _id: 1, n: { $foo: 1 } } }, 15952],
  [{ $group: { _id: 1, n: 1 } }, 40234],
  [{ $group: { _id: 1, n: { $topN: {} } } }, 238],
  [{ $unwind: 'tags' }, 28818],
  [{ $project: {} }, 51272],
  [{ $changeStream: {} }, 40573],
  [{ $out: 'x' }, 40601],
  [{ $merge: 'x' }, 40601],
  [{ $graphLookup: {} }, 40105],
  [{ $graphLookup: { from: 'people', startWith: 1, connectFromField: 'a', connectToField: 'b' } }, 40103],
  [{ $setWindowFields: {} }, 40414],
  [{ $setWindowFields: { output: { n: { $rank: {} } } } }, 5371602],
  [{ $setWindowFields: { output: { n: { $derivative: {} } } } }, 238],
  [{ $setWindowFields: { output: { n: { $sum: 1, window: { range: [-1, 0] } } } } }, 238],
  [{ $geoNear: {} }, 238],
  [{ $lookup: { from: 'people', as: 'x' } }, 9],
  [{ $facet: { a: [{ $facet: {} }] } }, 40600],
])('the stage %j is refused with code %i', (stage, code) => {
  expect(() => compilePipeline([stage], environment())).toThrow(expect.objectContaining({ code }));
});

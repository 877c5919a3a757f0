import fc from 'fast-check';
import type { Expression } from './expression.ts';
import { filter, projection, sort, value } from './generate.ts';
import type { Stage } from './pipeline.ts';

const path = fc.constantFrom('$a', '$b', '$c', '$s', '$n', '$a.b', '$b.a', '$a.b.c', '$_id', '$gone');
const numeric = fc.constantFrom<Expression>('$n', '$_id', 2, 0.5, '$gone');
const words = fc.constantFrom<Expression>('$s', 'x', '$gone', { $literal: '$' });
const comparison = fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$cmp');
const operation = (name: string, operands: readonly Expression[]): Expression => ({ [name]: operands });

const literal = value.map((content): Expression => ({ $literal: content }));
const leaf = fc.oneof({ weight: 3, arbitrary: path }, { weight: 1, arbitrary: literal });

const guarded = (name: '$size' | '$arrayElemAt' | '$in', list: string): Expression => {
  const operands = name === '$size' ? [list] : name === '$in' ? ['$s', list] : [list, -1];
  return { $cond: [{ $isArray: [list] }, { [name]: operands }, 'no list'] };
};

export const expression: fc.Arbitrary<Expression> = fc.oneof(
  leaf,
  fc
    .tuple(fc.constantFrom('$add', '$multiply'), fc.array(numeric, { minLength: 2, maxLength: 3 }))
    .map((all) => operation(...all)),
  fc.tuple(numeric, numeric).map((operands) => operation('$subtract', operands)),
  fc.array(words, { minLength: 1, maxLength: 3 }).map((operands) => operation('$concat', operands)),
  fc.tuple(comparison, leaf, leaf).map(([name, ...operands]) => operation(name, operands)),
  fc.tuple(fc.constantFrom('$and', '$or'), fc.array(leaf, { maxLength: 3 })).map((all) => operation(...all)),
  fc.tuple(leaf, leaf, leaf).map((operands) => operation('$cond', operands)),
  fc.tuple(leaf, leaf).map((operands) => operation('$ifNull', operands)),
  leaf.map((operand) => operation('$not', [operand])),
  fc
    .tuple(fc.constantFrom('$size' as const, '$arrayElemAt' as const, '$in' as const), path)
    .map((all) => guarded(...all)),
);

const byId: Stage = { $sort: { _id: 1 } };
const accumulator = fc
  .tuple(
    fc.constantFrom('$sum', '$avg', '$min', '$max', '$first', '$last', '$push'),
    fc.constantFrom('$n', '$a', '$s', '$gone'),
  )
  .map(([name, operand]) => ({
    [name]: operand === '$a' && name === '$sum' ? 1 : operand === '$a' && name === '$avg' ? '$n' : operand,
  }));

/** Groups by few words or numbers. Members come in one order, so that $first, $last and $push have one answer. */
const group = fc
  .record(
    { _id: fc.constantFrom(null, '$s', '$n', '$gone'), one: accumulator, two: accumulator },
    { noNullPrototype: true },
  )
  .map(($group): Stage[] => [byId, { $group }]);

const unwind = fc
  .record(
    {
      path: fc.constantFrom('$a', '$b'),
      preserveNullAndEmptyArrays: fc.boolean(),
      includeArrayIndex: fc.constant('place'),
    },
    { requiredKeys: ['path'], noNullPrototype: true },
  )
  .map(($unwind): Stage[] => [{ $unwind }]);

/** What an empty local array finds differs between MongoDB's own engines, so none comes here. */
const lookup = fc
  .record(
    {
      from: fc.constant('indexed'),
      localField: fc.constantFrom('s', 'n', 'b', '_id'),
      foreignField: fc.constantFrom('s', 'n', 'a', '_id', 'a.b'),
      pipeline: fc.constant([byId]),
      as: fc.constant('others'),
    },
    { noNullPrototype: true },
  )
  .map(($lookup): Stage[] => [{ $lookup }]);

const merged = fc.constantFrom('$a', '$b', '$$ROOT').map((operand): Expression => operand);
const only = (arbitrary: fc.Arbitrary<Stage>): fc.Arbitrary<Stage[]> => arbitrary.map((stage) => [stage]);
const match = only(filter.map(($match) => ({ $match })));
const shaped = only(projection.map(($project) => ({ $project })));
const set = only(
  fc
    .tuple(fc.constantFrom('x', 'a', 'y'), expression, expression)
    .map(([name, one, two]) => ({ $set: { [name]: one, z: two } })),
);
const unset = only(fc.constantFrom('a', 'b', 's').map(($unset) => ({ $unset })));
const page = fc
  .tuple(sort, fc.nat({ max: 3 }), fc.integer({ min: 1, max: 5 }))
  .map(([$sort, $skip, $limit]): Stage[] => [{ $sort }, { $skip }, { $limit }]);

/** What keeps one document for one, with its `_id`; the rest of a pipeline can still sort by it. */
const keeping = fc.oneof(match, match, set, set, unset, page, lookup);
const last = fc.oneof(
  shaped,
  group,
  group,
  unwind,
  fc.constant<Stage[]>([{ $count: 'n' }]),
  fc.constant<Stage[]>([{ $unionWith: 'plain' }]),
  fc.tuple(page, group).map(([one, two]): Stage[] => [{ $facet: { one, two } }]),
  merged.map((): Stage[] => [
    {
      $replaceRoot: { newRoot: { $mergeObjects: [{ $cond: [{ $isArray: ['$a'] }, {}, { in: '$a' }] }, { n: '$n' }] } },
    },
  ]),
);

export const pipeline: fc.Arbitrary<Stage[]> = fc
  .tuple(fc.array(keeping, { maxLength: 3 }), fc.option(last, { nil: [] }))
  .map(([stages, end]) => [...stages.flat(), ...end]);

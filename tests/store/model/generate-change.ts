import fc from 'fast-check';
import mongoose from 'mongoose';
import type { Change } from './change.ts';
import { value } from './generate.ts';
import { isNumber, numberKind, type Fields, type Value } from './values.ts';

const { Double } = mongoose.mongo;
const amount = fc.constantFrom<Value>(1, -2, 3, 0.5, 2.5, 0, 2147483647, 4n, new Double(2));
const values = fc.array(value, { maxLength: 3 });
const side = fc.constantFrom(1, -1);
const place = fc.constantFrom('a', 'b', 'c', 's', 'n', 't', 'x', 'y', '$x');
const inside = fc.constantFrom('', '', '', '.a', '.b', '.a.b', '.0', '.2', '.1.c', '.$x', '.a.$x');

/** Decimal arithmetic is proved beside its own code: the model has no decimals that change. */
export function withoutDecimals(document: Fields): boolean {
  const has = (inner: Value): boolean =>
    (isNumber(inner) && numberKind(inner) === 'decimal') ||
    (typeof inner === 'object' && inner !== null && !isNumber(inner) && Object.values(inner).some(has));
  return !has(document);
}

const push = fc.record(
  { $each: values, $position: fc.constantFrom(0, 1, 7), $slice: fc.constantFrom(-2, 0, 2), $sort: side },
  { requiredKeys: ['$each'], noNullPrototype: true },
);

const deep: fc.Arbitrary<[string, Value]> = fc.oneof(
  fc.tuple(fc.constant('$set'), value),
  fc.tuple(fc.constant('$set'), value),
  fc.tuple(fc.constant('$unset'), fc.constant('')),
  fc.tuple(fc.constant('$inc'), amount),
  fc.tuple(fc.constant('$mul'), amount),
  fc.tuple(fc.constant('$min'), value),
  fc.tuple(fc.constant('$max'), value),
);

const flat: fc.Arbitrary<[string, Value]> = fc.oneof(
  fc.tuple(fc.constant('$push'), value),
  fc.tuple(fc.constant('$push'), push),
  fc.tuple(fc.constant('$addToSet'), value),
  fc.tuple(fc.constant('$addToSet'), fc.record({ $each: values }, { noNullPrototype: true })),
  fc.tuple(fc.constant('$pull'), value),
  fc.tuple(fc.constant('$pull'), fc.record({ $gte: value }, { noNullPrototype: true })),
  fc.tuple(fc.constant('$pull'), fc.record({ $in: values }, { noNullPrototype: true })),
  fc.tuple(fc.constant('$pop'), side),
);

const edit = fc.oneof(
  fc
    .tuple(place, inside, deep)
    .map(([name, rest, [operator, argument]]) => ({ operator, path: name + rest, argument })),
  fc.tuple(place, flat).map(([path, [operator, argument]]) => ({ operator, path, argument })),
  fc
    .tuple(fc.constantFrom('a', 'b', 'c', 's'), inside, fc.constantFrom('c', 't', 'x', 'y'), inside)
    .filter(([from, , to]) => from !== to)
    .map(([from, below, to, rest]) => ({ operator: '$rename', path: from + below, argument: to + rest })),
);

const fieldsOfEdit = ({ operator, path, argument }: { operator: string; path: string; argument: Value }): string[] =>
  [path, ...(operator === '$rename' ? [String(argument)] : [])].map((each) => each.split('.')[0] ?? '');

/** Up to three edits, no two under one field: a conflict is a refusal of its own. */
export const change: fc.Arbitrary<Change> = fc
  .array(edit, { minLength: 1, maxLength: 3 })
  .filter((edits) => {
    const named = edits.flatMap(fieldsOfEdit);
    return new Set(named).size === named.length;
  })
  .map((edits) => {
    const all: Record<string, Record<string, Value>> = {};
    for (const { operator, path, argument } of edits) all[operator] = { ...all[operator], [path]: argument };
    return all;
  });

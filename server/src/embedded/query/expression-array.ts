import { isDocument, type BsonValue, type Maybe } from '../bson/types.ts';
import { badValue, location } from '../values/errors.ts';
import { numberOf } from '../values/numbers.ts';
import { compare, compareWithMissing } from '../values/order.ts';
import { averageOf, deviationOf, sumOf } from '../values/sum.ts';
import { typeName } from '../values/types.ts';
import {
  binary,
  inTurn,
  isNothing,
  nullFirst,
  operator,
  unary,
  wholeNumber,
  type Operator,
  type Operators,
} from './expression-operator.ts';
import { compileElementOrder } from './order-by.ts';

function size(value: Maybe): BsonValue {
  if (Array.isArray(value)) return value.length;
  throw location(17124, `The argument to $size must be an array, but was of type: ${typeName(value)}`);
}

function elementAt(array: Maybe, index: Maybe): Maybe {
  if (isNothing(array) || isNothing(index)) return null;
  if (!Array.isArray(array))
    throw location(28689, `$arrayElemAt's first argument must be an array, but is ${typeName(array)}`);
  return array.at(wholeNumber(index, "$arrayElemAt's second argument", 28691));
}

const end = (at: 0 | -1) =>
  unary((value, name) => {
    if (isNothing(value)) return null;
    if (Array.isArray(value)) return value.at(at);
    throw location(28689, `${name}'s argument must be an array, but is ${typeName(value)}`);
  });

function contains(value: Maybe, array: Maybe): boolean {
  if (!Array.isArray(array)) {
    throw location(40081, `$in requires an array as a second argument, found: ${typeName(array)}`);
  }
  return array.some((element) => compareWithMissing(value, element) === 0);
}

function indexIn([array, wanted, from, to]: readonly Maybe[]): BsonValue {
  if (isNothing(array)) return null;
  if (!Array.isArray(array)) {
    throw location(40090, `$indexOfArray requires an array as a first argument, found: ${typeName(array)}`);
  }
  const start = from === undefined ? 0 : wholeNumber(from, '$indexOfArray starting index', 40096);
  const stop = to === undefined ? array.length : wholeNumber(to, '$indexOfArray ending index', 40096);
  if (start < 0 || stop < 0) throw location(40097, '$indexOfArray requires nonnegative indexes');
  return array.findIndex(
    (element, index) => index >= start && index < stop && compareWithMissing(element, wanted) === 0,
  );
}

function concatenate(values: Iterable<Maybe>): BsonValue {
  const all: BsonValue[] = [];
  for (const value of values) {
    if (isNothing(value)) return null;
    if (!Array.isArray(value)) throw location(28664, `$concatArrays only supports arrays, not ${typeName(value)}`);
    for (const element of value) all.push(element);
  }
  return all;
}

function slice([array, first, second]: readonly Maybe[]): BsonValue {
  if (isNothing(array) || isNothing(first)) return null;
  if (!Array.isArray(array))
    throw location(28724, `First argument to $slice must be an array, but is of type: ${typeName(array)}`);
  const position = wholeNumber(first, 'Second argument to $slice', 28725);
  if (second === null) return null;
  if (second === undefined) return position >= 0 ? array.slice(0, position) : array.slice(position);
  const count = wholeNumber(second, 'Third argument to $slice', 28727);
  if (count <= 0) throw location(28729, `Third argument to $slice must be positive: ${count}`);
  const start = position < 0 ? Math.max(0, array.length + position) : position;
  return array.slice(start, start + count);
}

/** More elements than this are refused: they would not fit a document anyway. */
const MAX_RANGE = 1_000_000;

function range([from, to, by]: readonly Maybe[]): BsonValue {
  const start = wholeNumber(from, "$range's starting value", 34443);
  const stop = wholeNumber(to, "$range's ending value", 34444);
  const step = by === undefined ? 1 : wholeNumber(by, "$range's step value", 34446);
  if (step === 0) throw location(34449, '$range requires a non-zero step value');
  const count = Math.max(0, Math.ceil((stop - start) / step));
  if (count > MAX_RANGE)
    throw badValue(`$range of more than ${MAX_RANGE} elements is not supported by the embedded store`);
  return Array.from({ length: count }, (_, index) => start + index * step);
}

function reverse(value: Maybe): BsonValue {
  if (isNothing(value)) return null;
  if (!Array.isArray(value))
    throw location(34435, `The argument to $reverseArray must be an array, but was of type: ${typeName(value)}`);
  return value.toReversed();
}

const sortArray: Operator = (argument, { compile }) => {
  const { input, sortBy } = isDocument(argument) ? argument : {};
  if (input === undefined || sortBy === undefined) throw location(2942502, "$sortArray requires 'input' and 'sortBy'");
  const value = compile(input);
  const order = isDocument(sortBy) ? compileElementOrder(sortBy) : wholeOrder(sortBy);
  return (document) => {
    const list = value(document);
    if (isNothing(list)) return null;
    if (!Array.isArray(list))
      throw location(2942504, `The input argument to $sortArray must be an array, but was of type: ${typeName(list)}`);
    return list.toSorted(order);
  };
};

/** Whole elements by 1 or −1. */
export function wholeOrder(direction: BsonValue): (a: BsonValue, b: BsonValue) => number {
  const sign = numberOf(direction);
  if (sign !== 1 && sign !== -1) throw badValue('The sort direction must be 1 or -1');
  return (a, b) => compare(a, b) * sign;
}

/** The greatest or smallest of what is neither null nor missing. */
export function extreme(values: Iterable<Maybe>, sign: 1 | -1): BsonValue {
  let best: Maybe;
  for (const value of values) {
    if (!isNothing(value) && (best === undefined || compare(value, best) * sign > 0)) best = value;
  }
  return best ?? null;
}

/** With one operand that is an array, its elements are taken; with several operands, these themselves. */
const overValues =
  (apply: (values: readonly Maybe[]) => BsonValue): Operator =>
  (argument, { compile }) => {
    const operands = (Array.isArray(argument) ? argument : [argument]).map((one) => compile(one));
    return (document) => {
      const values = operands.map((one) => one(document));
      const [only] = values;
      return apply(values.length === 1 && Array.isArray(only) ? only : values);
    };
  };

export const ARRAYS: Operators = {
  $size: unary(size),
  $arrayElemAt: binary(elementAt),
  $first: end(0),
  $last: end(-1),
  $in: binary(contains),
  $indexOfArray: nullFirst(2, 4, indexIn),
  $concatArrays: inTurn(concatenate),
  $slice: operator(2, 3, slice),
  $range: operator(2, 3, range),
  $reverseArray: unary(reverse),
  $sortArray: sortArray,
  $sum: overValues(sumOf),
  $avg: overValues(averageOf),
  $min: overValues((values) => extreme(values, -1)),
  $max: overValues((values) => extreme(values, 1)),
  $stdDevPop: overValues((values) => deviationOf(values, false)),
  $stdDevSamp: overValues((values) => deviationOf(values, true)),
};

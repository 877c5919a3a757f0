import { combine } from './change.ts';
import { Refusal } from './refusal.ts';
import { compare, exactly, fieldsOf, isFields, isList, isNumber, type Fields, type Value } from './values.ts';

/** An expression of a pipeline: a path or a literal, or one operator on a list of expressions. */
export type Expression = Value | { readonly [operator: string]: Expression | readonly Expression[] };

/** A path maps over arrays and skips what is not there; a missing path as a whole is missing. */
function follow(value: Value | undefined, parts: readonly string[]): Value | undefined {
  const [part, ...rest] = parts;
  if (part === undefined) return value;
  if (isList(value)) {
    // An array inside the array is not gone into: it has no fields, so nothing comes of it.
    const inside = value.map((element) => (isList(element) ? undefined : follow(element, parts)));
    return inside.filter((element) => element !== undefined);
  }
  return isFields(value) ? follow(value[part], rest) : undefined;
}

export function isTrue(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumber(value) || Number(exactly(value)) !== 0;
}

/** In expressions, unlike in sorts, missing comes before null. */
function difference(left: Value | undefined, right: Value | undefined): number {
  if (left === undefined || right === undefined) return Number(right === undefined) - Number(left === undefined);
  return compare(left, right);
}

/** The values up to the first null, which alone makes the whole null; one of the wrong kind before it is an error. */
function upToNull<T extends Value>(
  operands: Operands,
  isRight: (value: Value) => value is T,
  code: number,
): T[] | null {
  const taken: T[] = [];
  for (const value of operands) {
    if (value === undefined || value === null) return null;
    if (!isRight(value)) throw new Refusal(code);
    taken.push(value);
  }
  return taken;
}

function arithmetic(operator: '+' | '-' | '*', operands: Operands): Value {
  return upToNull(operands, isNumber, 14)?.reduce((left, right) => combine(operator, left, right)) ?? null;
}

const isText = (value: Value): value is string => typeof value === 'string';

function picked(list: Value | undefined, place: number): Value | undefined {
  if (list === undefined || list === null) return null;
  return isList(list) ? list.at(place) : undefined;
}

type Operands = readonly (Value | undefined)[];

const operators: Readonly<Record<string, (operands: Operands) => Value | undefined>> = {
  $add: (operands) => arithmetic('+', operands),
  $subtract: (operands) => arithmetic('-', operands),
  $multiply: (operands) => arithmetic('*', operands),
  $concat: (operands) => upToNull(operands, isText, 16702)?.join('') ?? null,
  $concatArrays: (operands) => upToNull(operands, isList, 28664)?.flat() ?? null,
  $eq: ([left, right]) => difference(left, right) === 0,
  $ne: ([left, right]) => difference(left, right) !== 0,
  $gt: ([left, right]) => difference(left, right) > 0,
  $gte: ([left, right]) => difference(left, right) >= 0,
  $lt: ([left, right]) => difference(left, right) < 0,
  $lte: ([left, right]) => difference(left, right) <= 0,
  $cmp: ([left, right]) => Math.sign(difference(left, right)),
  $and: (operands) => operands.every(isTrue),
  $or: (operands) => operands.some(isTrue),
  $not: ([operand]) => !isTrue(operand),
  $cond: ([test, yes, no]) => (isTrue(test) ? yes : no),
  $ifNull: (operands) => operands.find((each) => each !== undefined && each !== null) ?? operands.at(-1),
  $isArray: ([operand]) => isList(operand),
  $arrayElemAt: ([list, place]) => picked(list, Number(place)),
  $size: ([list]) => (isList(list) ? list.length : undefined),
  $in: ([wanted, list]) => isList(list) && list.some((each) => difference(each, wanted) === 0),
  $mergeObjects: (operands) => Object.assign({}, ...operands.filter(isFields)),
};

export function evaluate(expression: Expression, document: Fields): Value | undefined {
  if (typeof expression === 'string' && expression.startsWith('$'))
    return follow(document, expression.slice(1).split('.'));
  if (expression === undefined || !isFields(expression)) return expression;
  const [[name, argument] = ['', undefined]] = Object.entries(expression);
  if (name === '$literal') return argument;
  const operator = operators[name];
  if (operator) {
    const operands = isList(argument) ? argument : [argument ?? null];
    return operator(operands.map((operand) => evaluate(operand, document)));
  }
  return fieldsOf(expression, (_, inner) => evaluate(inner, document));
}

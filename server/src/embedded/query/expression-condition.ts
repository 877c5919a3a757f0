import { isDocument, type BsonValue, type Maybe } from '../bson/types.ts';
import { location } from '../values/errors.ts';
import { isNumeric } from '../values/numbers.ts';
import { compareWithMissing } from '../values/order.ts';
import { typeName } from '../values/types.ts';
import {
  binary,
  isNothing,
  namedArguments,
  unary,
  type Expression,
  type ExpressionContext,
  type Operator,
  type Operators,
} from './expression-operator.ts';
import { isTrue } from './truth.ts';

const comparing = (holds: (order: number) => boolean): Operator => binary((a, b) => holds(compareWithMissing(a, b)));

const listOf = (argument: BsonValue): BsonValue[] => (Array.isArray(argument) ? argument : [argument]);

/** Stops at the first operand that decides. */
const deciding =
  (decisive: boolean): Operator =>
  (argument, { compile }) => {
    const operands = listOf(argument).map((one) => compile(one));
    return (document) => operands.some((one) => isTrue(one(document)) === decisive) === decisive;
  };

const condition: Operator = (argument, { name, compile }) => {
  const [test, yes, no] = conditionParts(argument, name).map((one) => compile(one));
  if (!test || !yes || !no) throw location(16020, `Expression $cond takes exactly 3 arguments.`);
  return (document) => (isTrue(test(document)) ? yes(document) : no(document));
};

function conditionParts(argument: BsonValue, name: string): BsonValue[] {
  if (Array.isArray(argument)) {
    if (argument.length === 3) return argument;
    throw location(16020, `Expression $cond takes exactly 3 arguments. ${argument.length} were passed in.`);
  }
  const parts = namedArguments(argument, name, ['if', 'then', 'else'], []);
  return [parts['if'] ?? null, parts['then'] ?? null, parts['else'] ?? null];
}

const ifNull: Operator = (argument, { compile }) => {
  const list = listOf(argument);
  if (list.length < 2) throw location(1257300, `$ifNull needs at least two arguments, had: ${list.length}`);
  const operands = list.map((one) => compile(one));
  return (document) => {
    let value: Maybe;
    for (const one of operands) {
      value = one(document);
      if (!isNothing(value)) return value;
    }
    return value;
  };
};

const choice: Operator = (argument, context) => {
  const { branches, default: other } = namedArguments(argument, '$switch', ['branches'], ['default']);
  if (!Array.isArray(branches))
    throw location(40061, "$switch expected an array for 'branches', found: " + typeName(branches));
  if (branches.length === 0) throw location(40068, '$switch requires at least one branch.');
  const cases = branches.map((branch) => compileCase(branch, context));
  const fallback = other === undefined ? undefined : context.compile(other);
  return (document) => {
    for (const [test, then] of cases) if (isTrue(test(document))) return then(document);
    if (fallback) return fallback(document);
    throw location(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  };
};

function compileCase(branch: BsonValue, { compile }: ExpressionContext): [Expression, Expression] {
  if (!isDocument(branch))
    throw location(40062, '$switch expected each branch to be an object, found: ' + typeName(branch));
  const parts = namedArguments(branch, '$switch', ['case', 'then'], []);
  return [compile(parts['case'] ?? null), compile(parts['then'] ?? null)];
}

export const CONDITIONS: Operators = {
  $eq: comparing((order) => order === 0),
  $ne: comparing((order) => order !== 0),
  $gt: comparing((order) => order > 0),
  $gte: comparing((order) => order >= 0),
  $lt: comparing((order) => order < 0),
  $lte: comparing((order) => order <= 0),
  $cmp: binary((a, b) => Math.sign(compareWithMissing(a, b))),
  $and: deciding(false),
  $or: deciding(true),
  $not: unary((value) => !isTrue(value)),
  $cond: condition,
  $ifNull: ifNull,
  $switch: choice,
  $literal: (argument) => () => argument,
  $type: unary((value) => typeName(value)),
  $isNumber: unary((value) => isNumeric(value)),
  $isArray: unary((value) => Array.isArray(value)),
};

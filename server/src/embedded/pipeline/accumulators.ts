import { fieldsOf, setField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { extreme } from '../query/expression-array.ts';
import { mergeObjects } from '../query/expression-object.ts';
import { ValueSet } from '../query/expression-set.ts';
import { compileExpression, type Expression } from '../query/expression.ts';
import type { Environment } from '../query/environment.ts';
import { location, notSupported } from '../values/errors.ts';
import { deviationOf, Sum } from '../values/sum.ts';
import { bytesOf } from './bytes-of.ts';

/** Gathers one field of one group, document by document. */
export interface Accumulator {
  /** Answers how many bytes it holds more than before. */
  add(value: Maybe): number;
  result(): BsonValue;
}

/** One field of a `$group`: what it is called, what it takes of each document, and what it does with it. */
export interface GroupField {
  readonly name: string;
  readonly expression: Expression;
  start(): Accumulator;
}

function sum(): Accumulator {
  const total = new Sum();
  return adding(total, () => total.total());
}

function average(): Accumulator {
  const total = new Sum();
  return adding(total, () => total.average());
}

function adding(total: Sum, result: () => BsonValue): Accumulator {
  return {
    add(value) {
      total.add(value);
      return 0;
    },
    result,
  };
}

function best(sign: 1 | -1): Accumulator {
  let found: BsonValue = null;
  return {
    add(value) {
      found = extreme([found, value], sign);
      return 0;
    },
    result: () => found,
  };
}

function first(): Accumulator {
  let found: Maybe;
  return {
    add(value) {
      // Null counts as the first too: only what nobody has set is undefined.
      if (found === undefined) found = value ?? null;
      return 0;
    },
    result: () => found ?? null,
  };
}

function last(): Accumulator {
  let found: BsonValue = null;
  return {
    add(value) {
      found = value ?? null;
      return 0;
    },
    result: () => found,
  };
}

function push(): Accumulator {
  const list: BsonValue[] = [];
  return {
    add(value) {
      if (value === undefined) return 0;
      list.push(value);
      return bytesOf(value);
    },
    result: () => list,
  };
}

function addToSet(): Accumulator {
  const set = new ValueSet();
  return {
    add: (value) => (value !== undefined && set.add(value) ? 2 * bytesOf(value) : 0),
    result: () => set.list(),
  };
}

function merge(): Accumulator {
  const merged: Document = {};
  return {
    add(value) {
      const fields = mergeObjects([value]);
      for (const [name, content] of fieldsOf(fields)) setField(merged, name, content);
      return bytesOf(fields);
    },
    result: () => merged,
  };
}

function deviation(sample: boolean): Accumulator {
  const list: Maybe[] = [];
  return {
    add(value) {
      list.push(value);
      return 16;
    },
    result: () => deviationOf(list, sample),
  };
}

const ACCUMULATORS: ReadonlyMap<string, () => Accumulator> = new Map([
  ['$sum', sum],
  ['$count', sum],
  ['$avg', average],
  ['$min', () => best(-1)],
  ['$max', () => best(1)],
  ['$first', first],
  ['$last', last],
  ['$push', push],
  ['$addToSet', addToSet],
  ['$mergeObjects', merge],
  ['$stdDevPop', () => deviation(false)],
  ['$stdDevSamp', () => deviation(true)],
]);

const REFUSED =
  /^\$(?:firstN|lastN|minN|maxN|top|topN|bottom|bottomN|median|percentile|accumulator|concatArrays|setUnion)$/;

/** Reads one field of a `$group` or of the `output` of a `$bucket`. */
export function compileGroupField(name: string, spec: BsonValue, env: Environment): GroupField {
  if (name.includes('.')) throw location(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) throw location(40236, `The field name '${name}' cannot be an operator name`);
  const [operator, ...others] = isDocument(spec) ? Object.keys(spec) : [];
  if (!isDocument(spec) || operator === undefined || !operator.startsWith('$')) {
    throw location(40234, `The field '${name}' must be an accumulator object`);
  }
  if (others.length > 0) throw location(40238, `The field '${name}' must specify one accumulator`);
  const start = ACCUMULATORS.get(operator);
  if (!start) {
    throw REFUSED.test(operator)
      ? notSupported(`the accumulator ${operator}`)
      : location(15952, `unknown group operator '${operator}'`);
  }
  return { name, expression: argumentOf(operator, spec[operator] ?? null, env), start };
}

function argumentOf(operator: string, argument: BsonValue, env: Environment): Expression {
  if (operator === '$count') {
    if (isDocument(argument) && Object.keys(argument).length === 0) return () => 1;
    throw location(9, '$count takes no arguments, i.e. $count:{}');
  }
  if (!Array.isArray(argument)) return compileExpression(argument, env);
  const [only, ...others] = argument;
  if (only === undefined || others.length > 0) throw location(40237, `The ${operator} accumulator is a unary operator`);
  return compileExpression(only, env);
}

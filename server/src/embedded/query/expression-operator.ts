import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { location } from '../values/errors.ts';
import { isNumeric, toNumber } from '../values/numbers.ts';
import { typeName } from '../values/types.ts';
import type { Environment } from './environment.ts';

/** An expression bound to its variables; `undefined` is a missing value. */
export type Expression = (document: Document) => Maybe;

/** What an operator needs to compile its arguments. */
export interface ExpressionContext {
  readonly name: string;
  readonly env: Environment;
  readonly compile: (spec: BsonValue, env?: Environment) => Expression;
}

/** Turns the argument of one operator into an expression. Faults that do not depend on a document are found here. */
export type Operator = (argument: BsonValue, context: ExpressionContext) => Expression;

export type Operators = Readonly<Record<string, Operator>>;

export const isNothing = (value: Maybe): value is null | undefined => value === undefined || value === null;

/** An operator over exactly one value; written alone or as an array of one. */
export const unary = (apply: (value: Maybe, name: string) => Maybe): Operator =>
  operator(1, 1, ([value], name) => apply(value, name));

export const binary = (apply: (first: Maybe, second: Maybe, name: string) => Maybe): Operator =>
  operator(2, 2, ([first, second], name) => apply(first, second, name));

export const variadic = (apply: (values: Maybe[], name: string) => Maybe): Operator => operator(0, Infinity, apply);

export function operator(least: number, most: number, apply: (values: Maybe[], name: string) => Maybe): Operator {
  return (argument, { name, compile }) => {
    const operands = operandsOf(argument, name, least, most).map((one) => compile(one));
    return (document) =>
      apply(
        operands.map((one) => one(document)),
        name,
      );
  };
}

/** An operator that is null where its first value is, whatever the others are: they are not looked at. */
export const nullFirst =
  (least: number, most: number, apply: (values: Maybe[], name: string) => Maybe): Operator =>
  (argument, { name, compile }) => {
    const [first, ...others] = operandsOf(argument, name, least, most).map((one) => compile(one));
    return (document) => {
      const value = first?.(document);
      return isNothing(value) ? null : apply([value, ...others.map((one) => one(document))], name);
    };
  };

function operandsOf(argument: BsonValue, name: string, least: number, most: number): BsonValue[] {
  const list = Array.isArray(argument) ? argument : [argument];
  if (list.length < least || list.length > most) throw wrongCount(name, least, most, list.length);
  return list;
}

/** An operator that takes its values one after the other, and none behind the one that decides. */
export const inTurn =
  (apply: (values: Iterable<Maybe>, name: string) => Maybe): Operator =>
  (argument, { name, compile }) => {
    const operands = (Array.isArray(argument) ? argument : [argument]).map((one) => compile(one));
    return (document) => apply(eachOf(operands, document), name);
  };

/**
 * As {@link inTurn} for an operator that does not care for the order: MongoDB looks at constants last, so that of a null and
 * a wrong value another one decides.
 */
export const constantsLast =
  (apply: (values: Iterable<Maybe>, name: string) => Maybe): Operator =>
  (argument, context) => {
    const list = Array.isArray(argument) ? argument : [argument];
    const [constants, others] = [list.filter(isConstant), list.filter((one) => !isConstant(one))];
    return inTurn(apply)([...others, ...constants], context);
  };

function* eachOf(operands: readonly Expression[], document: Document): Generator<Maybe> {
  for (const operand of operands) yield operand(document);
}

function isConstant(spec: BsonValue): boolean {
  if (typeof spec === 'string') return !spec.startsWith('$');
  if (Array.isArray(spec)) return spec.every(isConstant);
  return !isDocument(spec) || '$literal' in spec || Object.values(spec).every(isConstant);
}

function wrongCount(name: string, least: number, most: number, given: number): Error {
  if (least === most) {
    return location(16020, `Expression ${name} takes exactly ${least} arguments. ${given} were passed in.`);
  }
  return location(
    28667,
    `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${given} were passed in.`,
  );
}

/** An operator whose argument is a document of named expressions. Names it does not know are refused. */
export function named(
  required: readonly string[],
  optional: readonly string[],
  apply: (values: (name: string) => Maybe, name: string) => Maybe,
): Operator {
  return (argument, context) => {
    const fields = namedArguments(argument, context.name, required, optional);
    const parts = new Map(Object.entries(fields).map(([name, spec]) => [name, context.compile(spec)]));
    return (document) => apply((name) => parts.get(name)?.(document), context.name);
  };
}

/** The operator's argument as a document with these names and no others. */
export function namedArguments(
  argument: BsonValue,
  operatorName: string,
  required: readonly string[],
  optional: readonly string[],
): Document {
  if (!isDocument(argument)) throw location(28646, `${operatorName} only supports an object as its argument`);
  for (const name of Object.keys(argument)) {
    if (!required.includes(name) && !optional.includes(name)) {
      throw location(28647, `Unrecognized parameter to ${operatorName}: ${name}`);
    }
  }
  for (const name of required) {
    if (!(name in argument)) throw location(28648, `Missing '${name}' parameter to ${operatorName}`);
  }
  return argument;
}

/** A whole number an argument must be. */
export function wholeNumber(value: Maybe, what: string, code = 51082): number {
  const found = isNumeric(value) ? toNumber(value) : NaN;
  if (!Number.isInteger(found)) throw location(code, `${what} must be a whole number, found ${typeName(value)}`);
  return found;
}

/** True if any value is null or missing, for which most operators answer null. */
export const anyNothing = (values: readonly Maybe[]): boolean => values.some(isNothing);

/** Null in the place of a missing value: arrays cannot have holes. */
export const orNull = (value: Maybe): BsonValue => value ?? null;

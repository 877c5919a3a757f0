import { BSONRegExp, isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import type { CompileFilter, FieldContext } from './field-context.ts';
import { badValue, notSupported } from '../values/errors.ts';
import { allElements, elementMatch, size } from './match-array.ts';
import { among, comparison, equalTo, existence, modulo, ofType } from './match-value.ts';
import { all, not, reaching, type Predicate, type Test } from './predicate.ts';
import { compileRegex } from './regex.ts';

/** The condition on one field: operators, a regular expression, or a value to be equal to. */
export function compileCondition(
  path: string,
  condition: BsonValue,
  compileFilter: CompileFilter,
  expand = true,
): Predicate {
  if (condition instanceof BSONRegExp) return reaching(path, expand, regexTest(condition));
  if (!isOperators(condition)) return reaching(path, expand, equalTo(condition));
  const context: FieldContext = { path, expand, condition, compileFilter };
  return all(Object.keys(condition).map((name) => compileOperator(name, condition[name] ?? null, context)));
}

/** True for `{$gt: 1}`, false for a document to be equal to, such as `{x: 1}` or a reference `{$ref, $id}`. */
export function isOperators(value: BsonValue): value is Document {
  if (!isDocument(value)) return false;
  return (Object.keys(value)[0]?.startsWith('$') ?? false) && !isReference(value);
}

const isReference = (value: Document): boolean => '$ref' in value && '$id' in value;

/** The names of a reference's fields: they alone begin with a dollar and are no operators. */
export const isReferenceField = (name: string | undefined): boolean =>
  name === '$ref' || name === '$id' || name === '$db';

type Compile = (argument: BsonValue, context: FieldContext, name: string) => Predicate;

const plain =
  (compile: (argument: BsonValue, name: string) => Test, entersArrays = true): Compile =>
  (argument, { path, expand }, name) =>
    reaching(path, entersArrays && expand, compile(argument, name));

const negated =
  (compile: Compile): Compile =>
  (argument, context, name) =>
    not(compile(argument, context, name));

const within =
  (name: string): Compile =>
  (argument, context) =>
    plain((list) => among(name, list))(argument, context, name);

/** A regular expression matches text, and the very same expression with the same options where one is stored. */
export function regexTest(pattern: BsonValue, options?: Maybe): Test {
  const regex = compileRegex(pattern, options);
  const isWhole = pattern instanceof BSONRegExp;
  const source = isWhole ? pattern.pattern : pattern;
  const flags = options ?? (isWhole ? pattern.options : '');
  return (value) => {
    if (typeof value === 'string') return regex.test(value);
    return value instanceof BSONRegExp && value.pattern === source && value.options === flags;
  };
}

const plainRegex: Compile = (argument, { path, expand, condition }) =>
  reaching(path, expand, regexTest(argument, condition['$options']));

const OPERATORS: ReadonlyMap<string, Compile> = new Map<string, Compile>([
  ['$eq', plain(equalTo)],
  ['$ne', negated(plain(notRegex))],
  ['$gt', plain(comparison)],
  ['$gte', plain(comparison)],
  ['$lt', plain(comparison)],
  ['$lte', plain(comparison)],
  ['$in', within('$in')],
  ['$nin', negated(within('$nin'))],
  ['$exists', (argument, { path }) => existence(path, argument)],
  ['$type', (argument, { path, expand }) => ofType(path, argument, expand)],
  ['$size', plain(size, false)],
  ['$mod', plain(modulo)],
  ['$regex', plainRegex],
  ['$options', optionsAlone],
  ['$not', negation],
  ['$all', (argument, context) => allElements(argument, context, compileCondition, isOperators)],
  ['$elemMatch', (argument, context) => elementMatch(argument, context, compileCondition)],
  ['$comment', () => () => true],
]);

const REFUSED =
  /^\$(?:bits(?:AllSet|AnySet|AllClear|AnyClear)|near|nearSphere|geoWithin|geoIntersects|within|maxDistance|minDistance)$/;

function compileOperator(name: string, argument: BsonValue, context: FieldContext): Predicate {
  const compile = OPERATORS.get(name);
  if (compile) return compile(argument, context, name);
  throw REFUSED.test(name) ? notSupported(name) : badValue(`unknown operator: ${name}`);
}

function notRegex(argument: BsonValue): Test {
  if (argument instanceof BSONRegExp) throw badValue("Can't have regex as arg to $ne.");
  return equalTo(argument);
}

function optionsAlone(_argument: BsonValue, { condition }: FieldContext): Predicate {
  if (!('$regex' in condition)) throw badValue('$options needs a $regex');
  return () => true;
}

function negation(argument: BsonValue, { path, expand, compileFilter }: FieldContext): Predicate {
  const isCondition = argument instanceof BSONRegExp || isOperators(argument);
  if (!isCondition) throw badValue('$not needs a regex or a document');
  return not(compileCondition(path, argument, compileFilter, expand));
}

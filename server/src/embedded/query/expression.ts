import { getField, namesOf, setField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { failedToParse, location, MongoError, notSupported } from '../values/errors.ts';
import { environment, type Environment } from './environment.ts';
import { ARITHMETIC } from './expression-arithmetic.ts';
import { ARRAYS } from './expression-array.ts';
import { CONDITIONS } from './expression-condition.ts';
import { CONVERSIONS } from './expression-convert.ts';
import { DATES } from './expression-date.ts';
import { LOOPS } from './expression-loop.ts';
import { OBJECTS } from './expression-object.ts';
import type { Expression, Operator } from './expression-operator.ts';
import { valueAtPath } from './expression-path.ts';
import { SETS } from './expression-set.ts';
import { STRINGS } from './expression-string.ts';

export type { Expression } from './expression-operator.ts';
export { isTrue } from './truth.ts';

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>(
  [ARITHMETIC, ARRAYS, CONDITIONS, CONVERSIONS, DATES, LOOPS, OBJECTS, SETS, STRINGS].flatMap((family) =>
    Object.entries(family),
  ),
);

/** What MongoDB has and this store does not: refused as that, not as something nobody knows. */
const NOT_HERE = new Set(
  (
    '$acos $acosh $asin $asinh $atan $atan2 $atanh $binarySize $bitAnd $bitNot $bitOr $bitXor $bottom $bottomN $bsonSize ' +
    '$cos $cosh $dateFromParts $dateToParts $degreesToRadians $firstN $function ' +
    '$indexOfBytes $lastN $log $maxN $median $meta $minN $percentile ' +
    '$radiansToDegrees $rand $regexFindAll $sampleRate $sigmoid $sin $sinh ' +
    '$tan $tanh $toHashedIndexKey $toUUID $top $topN $tsIncrement $tsSecond $zip'
  ).split(' '),
);

/** Compiles an aggregation expression. Unknown operators and variables are found here, not at the first document. */
export function compileExpression(spec: BsonValue, env: Environment = environment()): Expression {
  if (typeof spec === 'string') return compileString(spec, env);
  if (Array.isArray(spec)) {
    const elements = spec.map((one) => compileExpression(one, env));
    return (document) => elements.map((one) => one(document) ?? null);
  }
  return isDocument(spec) ? compileObject(spec, env) : () => spec;
}

/** The value of an expression that needs no document, such as those of a command's `let`. */
export function evaluateConstant(spec: BsonValue, env?: Environment): BsonValue {
  return compileExpression(spec, env)({}) ?? null;
}

function compileString(text: string, env: Environment): Expression {
  if (text.startsWith('$$')) return compileVariable(text.slice(2), env);
  if (!text.startsWith('$')) return () => text;
  const path = text.slice(1);
  const parts = checkedPath(path);
  return parts.length === 1 ? (document) => getField(document, path) : (document) => valueAtPath(document, parts);
}

function checkedPath(path: string): string[] {
  if (path === '') throw location(16872, "'$' by itself is not a valid FieldPath");
  const parts = path.split('.');
  for (const part of parts) {
    if (part === '') throw location(15998, 'FieldPath field names may not be empty strings.');
    if (part.startsWith('$'))
      throw location(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  }
  return parts;
}

function compileVariable(text: string, env: Environment): Expression {
  const [name = '', ...rest] = text.split('.');
  if (name === '') throw failedToParse('empty variable names are not allowed');
  if (rest.length > 0) checkedPath(rest.join('.'));
  const cell = env.cells.get(name);
  if (cell) return () => valueAtPath(cell.value, rest);
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      return (document) => valueAtPath(document, rest);
    case 'NOW':
      return () => valueAtPath(env.now, rest);
    case 'REMOVE':
      return () => undefined;
    default:
      throw location(17276, `Use of undefined variable: ${name}`);
  }
}

function compileObject(spec: Document, env: Environment): Expression {
  const names = namesOf(spec);
  const [first] = names;
  if (first?.startsWith('$')) return compileOperator(first, spec, env);
  const fields = names.map((name) => {
    if (name.startsWith('$'))
      throw location(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    if (name.includes('.'))
      throw location(16412, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`);
    return [name, compileExpression(spec[name] ?? null, env)] as const;
  });
  return (document) => {
    const result: Document = {};
    for (const [name, expression] of fields) {
      const value = expression(document);
      if (value !== undefined) setField(result, name, value);
    }
    return result;
  };
}

function compileOperator(name: string, spec: Document, env: Environment): Expression {
  if (Object.keys(spec).length > 1) {
    throw location(
      15983,
      'an expression specification must contain exactly one field, the name of the expression. Found ' +
        `${Object.keys(spec).length} fields in an object starting with ${name}`,
    );
  }
  const compile = OPERATORS.get(name);
  if (!compile)
    throw NOT_HERE.has(name)
      ? notSupported(name)
      : new MongoError(168, 'InvalidPipelineOperator', `Unrecognized expression '${name}'`);
  const argument = spec[name] ?? null;
  return compile(argument, { name, env, compile: (inner, scope = env) => compileExpression(inner, scope) });
}

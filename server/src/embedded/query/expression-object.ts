import { getField, namesOf, removeField, setField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { location } from '../values/errors.ts';
import { typeName } from '../values/types.ts';
import {
  isNothing,
  namedArguments,
  orNull,
  unary,
  variadic,
  type Operator,
  type Operators,
} from './expression-operator.ts';

/** Later fields win; null and missing are passed over. */
export function mergeObjects(values: Iterable<Maybe>): Document {
  const merged: Document = {};
  for (const value of values) {
    if (isNothing(value)) continue;
    if (!isDocument(value))
      throw location(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
    for (const name of namesOf(value)) setField(merged, name, orNull(value[name]));
  }
  return merged;
}

function toArray(value: Maybe): BsonValue {
  if (isNothing(value)) return null;
  if (!isDocument(value)) throw location(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
  return namesOf(value).map((name) => ({ k: name, v: orNull(value[name]) }));
}

function fromArray(value: Maybe): BsonValue {
  if (isNothing(value)) return null;
  if (!Array.isArray(value)) throw location(40386, `$arrayToObject requires an array input, found: ${typeName(value)}`);
  const result: Document = {};
  for (const entry of value) {
    const [name, content] = Array.isArray(entry) ? entry : isDocument(entry) ? [entry['k'], entry['v']] : [];
    if (typeof name !== 'string' || content === undefined) {
      throw location(40392, '$arrayToObject requires an array of key-value pairs');
    }
    setField(result, name, content);
  }
  return result;
}

const field: Operator = (argument, context) => {
  const short = !isDocument(argument) || !('field' in argument);
  const parts = short ? { field: argument } : namedArguments(argument, '$getField', ['field', 'input'], []);
  const nameOf = constantName(parts['field'] ?? null, context.name);
  const input = 'input' in parts ? context.compile(parts['input'] ?? null) : undefined;
  return (document) => {
    const source = input ? input(document) : document;
    if (isNothing(source)) return source;
    return isDocument(source) ? getField(source, nameOf) : undefined;
  };
};

/** A field's name is a constant: a string, or one under `$literal`. */
function constantName(spec: BsonValue, operatorName: string): string {
  const value = isDocument(spec) && '$literal' in spec ? spec['$literal'] : spec;
  if (typeof value !== 'string')
    throw location(5654602, `${operatorName} requires 'field' to evaluate to a constant String`);
  if (value === spec && value.startsWith('$')) {
    throw location(5654600, `A field path reference is not allowed as 'field' of ${operatorName}; use $literal`);
  }
  return value;
}

const withField =
  (removes: boolean): Operator =>
  (argument, { name, compile }) => {
    const parts = namedArguments(argument, name, removes ? ['field', 'input'] : ['field', 'input', 'value'], []);
    const fieldName = constantName(parts['field'] ?? null, name);
    const input = compile(parts['input'] ?? null);
    const value = removes ? undefined : compile(parts['value'] ?? null);
    return (document) => {
      const source = input(document);
      if (isNothing(source)) return null;
      if (!isDocument(source)) throw location(4161105, `${name} requires 'input' to evaluate to type Object`);
      const result: Document = mergeObjects([source]);
      const content = value?.(document);
      if (content === undefined) removeField(result, fieldName);
      else setField(result, fieldName, content);
      return result;
    };
  };

export const OBJECTS: Operators = {
  $mergeObjects: variadic((values) => {
    const [only] = values;
    return mergeObjects(values.length === 1 && Array.isArray(only) ? only : values);
  }),
  $objectToArray: unary(toArray),
  $arrayToObject: unary(fromArray),
  $getField: field,
  $setField: withField(false),
  $unsetField: withField(true),
};

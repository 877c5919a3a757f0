import { isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { badValue, notSupported, typeMismatch } from '../values/errors.ts';
import { environment, type Environment } from './environment.ts';
import { compileExpression, isTrue } from './expression.ts';
import { compileSchema } from './json-schema.ts';
import { compileCondition, isReferenceField } from './match-field.ts';
import { equalTo } from './match-value.ts';
import { all, not, reaching, type Predicate } from './predicate.ts';

export type { Place, Predicate } from './predicate.ts';

/** Compiles a filter. Everything that is wrong with it is found here, not at the first document. */
export function compileFilter(filter: BsonValue | undefined, env: Environment = environment()): Predicate {
  if (!isDocument(filter)) throw typeMismatch('Expected field filter to be of type object');
  return all(Object.keys(filter).map((name) => clause(name, filter[name] ?? null, env)));
}

const REFUSED = new Set(['$where', '$text', '$sampleRate']);

function clause(name: string, argument: BsonValue, env: Environment): Predicate {
  if (!name.startsWith('$')) return compileCondition(name, argument, (filter) => compileFilter(filter, env));
  // What such a field is compared with is always a value, `{$gt: 1}` too.
  if (isReferenceField(name)) return reaching(name, true, equalTo(argument));
  switch (name) {
    case '$and':
      return all(branches(name, argument, env));
    case '$or': {
      const either = branches(name, argument, env);
      return (document, place) => either.some((one) => one(document, place));
    }
    case '$nor': {
      const none = branches(name, argument, env).map(not);
      return (document) => none.every((one) => one(document));
    }
    case '$expr': {
      const expression = compileExpression(argument, env);
      return (document) => isTrue(expression(document));
    }
    case '$jsonSchema':
      return compileSchema(argument);
    case '$comment':
      return () => true;
    default:
      if (REFUSED.has(name)) throw notSupported(name);
      throw badValue(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

function branches(name: string, argument: BsonValue, env: Environment): Predicate[] {
  if (!Array.isArray(argument)) throw badValue(`${name} argument must be an array`);
  if (argument.length === 0) throw badValue(`${name} argument must be a non-empty array`);
  return argument.map((entry) => {
    if (!isDocument(entry)) throw badValue(`${name} argument's entries must be objects`);
    return compileFilter(entry, env);
  });
}

/** Joins filters that must all hold. */
export function allOf(filters: readonly Document[]): Document {
  const [first] = filters;
  if (filters.length === 0 || !first) return {};
  return filters.length === 1 ? first : { $and: [...filters] };
}

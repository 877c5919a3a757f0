import { isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { badValue } from '../values/errors.ts';
import { isNumeric, toNumber } from '../values/numbers.ts';
import type { CompileFilter, FieldContext } from './field-context.ts';
import { all, reaching, type Predicate, type Test } from './predicate.ts';

type CompileCondition = (
  path: string,
  condition: BsonValue,
  compileFilter: CompileFilter,
  expand?: boolean,
) => Predicate;

export function size(argument: BsonValue): Test {
  const wanted = isNumeric(argument) ? toNumber(argument) : NaN;
  if (Number.isNaN(wanted)) throw badValue(`Failed to parse $size. Expected a number in: $size`);
  if (!Number.isInteger(wanted)) throw badValue('Failed to parse $size. Expected an integer');
  if (wanted < 0) throw badValue('Failed to parse $size. Expected a non-negative number');
  return (value) => Array.isArray(value) && value.length === wanted;
}

export function allElements(
  argument: BsonValue,
  { path, expand, compileFilter }: FieldContext,
  compileCondition: CompileCondition,
  isOperators: (value: BsonValue) => boolean,
): Predicate {
  if (!Array.isArray(argument)) throw badValue('$all needs an array');
  if (argument.length === 0) return () => false;
  return all(
    argument.map((wanted) => {
      const isElementMatch = isDocument(wanted) && Object.keys(wanted)[0] === '$elemMatch';
      if (!isElementMatch && isOperators(wanted)) throw badValue('no $ expressions in $all');
      return compileCondition(path, wanted, compileFilter, expand);
    }),
  );
}

/** One element must meet all of it: a filter for documents, or operators for plain values. */
export function elementMatch(
  argument: BsonValue,
  { path, compileFilter }: FieldContext,
  compileCondition: CompileCondition,
): Predicate {
  if (!isDocument(argument)) throw badValue('$elemMatch needs an Object');
  const test = compileElementTest(argument, compileFilter, compileCondition);
  return reaching(path, false, (value, place) => {
    if (!Array.isArray(value)) return false;
    const found = value.findIndex(test);
    if (found >= 0 && place) place.index = found;
    return found >= 0;
  });
}

/** With one of these first it is a filter of documents, not operators on values. */
const FILTER_NAMES = new Set(['$and', '$or', '$nor', '$where', '$expr', '$ref', '$id', '$db']);

/** Also used by the projection of the same name. */
export function compileElementTest(
  argument: Document,
  compileFilter: CompileFilter,
  compileCondition: CompileCondition,
): (element: BsonValue) => boolean {
  const first = Object.keys(argument)[0];
  if (first?.startsWith('$') && !FILTER_NAMES.has(first)) {
    const meets = compileCondition('element', argument, compileFilter, false);
    return (element) => meets({ element });
  }
  const meets = compileFilter(argument);
  return (element) => {
    if (isDocument(element)) return meets(element);
    // To a filter, an array is a document whose names are its positions.
    return Array.isArray(element) && meets(Object.fromEntries(element.entries()));
  };
}

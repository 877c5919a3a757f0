import mongoose from 'mongoose';
import { compare, exactly, isFields, isList, isNumber, numberKind, typeOf, type Fields, type Value } from './values.ts';

const { BSONRegExp } = mongoose.mongo;

/** What a path of a filter leads to. `whole` is set where an array is not to be looked into. */
interface Reached {
  readonly value: Value | undefined;
  readonly whole: boolean;
}

/**
 * A path goes into every document of an array on its way, and by position into an array in it. A plain element counts as
 * one without the field; so does the array as a whole where it leads nowhere, `{'a.b': null}` is true for `[]` and `[[]]`.
 * An array inside the array counts for nothing, unless the path gives its position: then what is in it decides, and a
 * plain element says nothing of a position. `isInner` is such an array.
 */
function reach(value: Value | undefined, parts: readonly string[], isInner = false): Reached[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [{ value, whole: false }];
  if (isList(value)) {
    const isPosition = /^\d+$/.test(part);
    const place = isPosition ? value[Number(part)] : undefined;
    const inside = value.filter(isFields).flatMap((element) => reach(element, parts));
    const missing: Reached[] = [{ value: undefined, whole: false }];
    if (place !== undefined && rest.length === 0) return [...inside, { value: place, whole: true }];
    if (isList(place)) return [...inside, ...reach(place, rest, true)];
    const placed = isFields(place) ? reach(place, rest) : [];
    const isPlain = !isPosition && value.some((element) => !isFields(element) && !isList(element));
    const leadsNowhere = !isInner && !value.some(isFields);
    return [...inside, ...placed, ...(isPlain || leadsNowhere ? missing : [])];
  }
  return reach(isFields(value) ? value[part] : undefined, rest).map((found) =>
    isFields(value) && part in value ? found : { value: undefined, whole: false },
  );
}

function unfolded(found: readonly Reached[]): (Value | undefined)[] {
  return found.flatMap(({ value, whole }) => (isList(value) && !whole ? [...value, value] : [value]));
}

/** A pattern finds the words that it fits, and itself: the same pattern with the same options. */
function fits(pattern: RegExp, value: Value | undefined): boolean {
  if (value instanceof BSONRegExp) return value.pattern === pattern.source && value.options === pattern.flags;
  return typeof value === 'string' && pattern.test(value);
}

function equals(value: Value | undefined, operand: unknown): boolean {
  if (operand instanceof RegExp) return fits(operand, value);
  return operand === null
    ? value === undefined || value === null
    : value !== undefined && compare(value, operand) === 0;
}

/** Ranges stay within the type of their bound; NaN is in no range but its own point. */
function inRange(operator: string, value: Value | undefined, bound: unknown): boolean {
  const orEqual = operator === '$gte' || operator === '$lte';
  if (typeOf(value) !== typeOf(bound)) return false;
  if (bound === null) return orEqual;
  const difference = compare(value, bound);
  if (isNumber(bound) && isNumber(value) && (Number.isNaN(exactly(bound)) || Number.isNaN(exactly(value))))
    return orEqual && difference === 0;
  return (orEqual && difference === 0) || (operator.startsWith('$g') ? difference > 0 : difference < 0);
}

function hasType(value: Value | undefined, name: unknown): boolean {
  if (value === undefined) return false;
  if (isNumber(value)) return name === 'number' || name === numberKind(value);
  return name === typeOf(value);
}

function hasRemainder(value: Value | undefined, [divisor = 1, remainder = 0]: readonly number[]): boolean {
  if (!isNumber(value)) return false;
  const number = exactly(value);
  if (typeof number === 'bigint') return number % BigInt(divisor) === BigInt(remainder);
  return Number.isFinite(number) && Math.trunc(number) % divisor === remainder;
}

export type Condition = Readonly<Record<string, unknown>>;

export function isCondition(operand: unknown): operand is Condition {
  const first = typeof operand === 'object' && operand !== null ? Object.keys(operand)[0] : undefined;
  return first?.startsWith('$') === true;
}

function listIn(operand: unknown): readonly unknown[] {
  if (Array.isArray(operand)) return operand;
  throw new Error('The generators give a list here.');
}

function conditionIn(operand: unknown): Condition {
  if (isFields(operand)) return operand;
  throw new Error('The generators give a condition here.');
}

/** One operator on what a path reached. */
function holds(operator: string, operand: unknown, found: readonly Reached[]): boolean {
  const some = (test: (value: Value | undefined) => boolean): boolean => unfolded(found).some(test);
  const lists = found.map(({ value }) => value).filter(isList);
  switch (operator) {
    case '$eq':
      return some((value) => equals(value, operand));
    case '$ne':
      return !some((value) => equals(value, operand));
    case '$in':
      return listIn(operand).some((each) => some((value) => equals(value, each)));
    case '$nin':
      return !listIn(operand).some((each) => some((value) => equals(value, each)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return some((value) => inRange(operator, value, operand));
    case '$exists':
      return found.some(({ value }) => value !== undefined) === operand;
    case '$type':
      return some((value) => hasType(value, operand));
    case '$size':
      return lists.some((list) => list.length === operand);
    case '$mod':
      return some((value) => hasRemainder(value, listIn(operand).map(Number)));
    case '$regex':
      return operand instanceof RegExp && some((value) => fits(operand, value));
    case '$all':
      return listIn(operand).length > 0 && listIn(operand).every((each) => some((value) => equals(value, each)));
    case '$elemMatch':
      return lists.some((list) => list.some((element) => elementHolds(element, conditionIn(operand))));
    case '$not':
      return !meets(conditionIn(operand), found);
    default:
      throw new Error(`The model does not know ${operator}.`);
  }
}

function meets(condition: Condition, found: readonly Reached[]): boolean {
  return Object.entries(condition).every(([operator, operand]) => holds(operator, operand, found));
}

function elementHolds(element: Value, condition: Condition): boolean {
  if (isCondition(condition)) return meets(condition, [{ value: element, whole: true }]);
  // An array inside the array counts as a document whose fields have numbers for names.
  if (isList(element)) return matches(condition, Object.fromEntries(element.entries()));
  return isFields(element) && matches(condition, element);
}

/** Whether a document meets a filter, straight from the manual and one clause at a time. */
export function matches(filter: Condition, document: Fields): boolean {
  return Object.entries(filter).every(([name, operand]) => {
    const clauses = () => listIn(operand).map(conditionIn);
    if (name === '$and') return clauses().every((clause) => matches(clause, document));
    if (name === '$or') return clauses().some((clause) => matches(clause, document));
    if (name === '$nor') return !clauses().some((clause) => matches(clause, document));
    const found = reach(document, name.split('.'));
    if (isCondition(operand)) return meets(operand, found);
    return unfolded(found).some((value) => equals(value, operand));
  });
}

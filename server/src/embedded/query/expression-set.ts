import type { BsonValue, Maybe } from '../bson/types.ts';
import { location } from '../values/errors.ts';
import { compare } from '../values/order.ts';
import { encodeValue } from '../values/keys.ts';
import { typeName } from '../values/types.ts';
import {
  anyNothing,
  binary,
  constantsLast,
  isNothing,
  operator,
  unary,
  type Operators,
} from './expression-operator.ts';
import { isTrue } from './truth.ts';

/** Values by their key: equal values, also of different number types, are one. */
export class ValueSet {
  private readonly values = new Map<string, BsonValue>();

  constructor(values: Iterable<BsonValue> = []) {
    for (const value of values) this.add(value);
  }

  get size(): number {
    return this.values.size;
  }

  /** False if an equal value is there already; that one is kept. */
  add(value: BsonValue): boolean {
    const key = encodeValue(value).toString('latin1');
    if (this.values.has(key)) return false;
    this.values.set(key, value);
    return true;
  }

  has(value: BsonValue): boolean {
    return this.values.has(encodeValue(value).toString('latin1'));
  }

  list(): BsonValue[] {
    return [...this.values.values()];
  }
}

function listOf(value: Maybe, name: string, code: number): BsonValue[] {
  if (Array.isArray(value)) return value;
  throw location(code, `All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`);
}

const sorted = (set: ValueSet): BsonValue[] => set.list().sort(compare);

/** The lists that a set is made of; null where one of them is, as far as no wrong value came before. */
function listsOf(values: Iterable<Maybe>, name: string, code: number): BsonValue[][] | null {
  const lists: BsonValue[][] = [];
  for (const value of values) {
    if (isNothing(value)) return null;
    lists.push(listOf(value, name, code));
  }
  return lists;
}

function union(values: Iterable<Maybe>, name: string): BsonValue {
  const lists = listsOf(values, name, 17043);
  return lists && sorted(new ValueSet(lists.flat()));
}

function intersection(values: Iterable<Maybe>, name: string): BsonValue {
  const lists = listsOf(values, name, 17047);
  if (!lists) return null;
  const [first = [], ...others] = lists;
  const sets = others.map((list) => new ValueSet(list));
  return sorted(new ValueSet(first.filter((value) => sets.every((set) => set.has(value)))));
}

function difference(a: Maybe, b: Maybe, name: string): BsonValue {
  if (anyNothing([a, b])) return null;
  const removed = new ValueSet(listOf(b, name, 17049));
  return new ValueSet(listOf(a, name, 17048).filter((value) => !removed.has(value))).list();
}

function isSubset(a: Maybe, b: Maybe, name: string): boolean {
  const part = listOf(a, name, 17046);
  const whole = new ValueSet(listOf(b, name, 17042));
  return part.every((value) => whole.has(value));
}

function areEqual(values: readonly Maybe[], name: string): boolean {
  const [first, ...others] = values.map((value) => new ValueSet(listOf(value, name, 17044)));
  return others.every((set) => set.size === first?.size && set.list().every((value) => first.has(value)));
}

export const SETS: Operators = {
  $setUnion: constantsLast(union),
  $setIntersection: constantsLast(intersection),
  $setDifference: binary(difference),
  $setIsSubset: binary(isSubset),
  $setEquals: operator(2, Infinity, areEqual),
  $anyElementTrue: unary((value, name) => listOf(value, name, 17041).some(isTrue)),
  $allElementsTrue: unary((value, name) => listOf(value, name, 17040).every(isTrue)),
};

import mongoose from 'mongoose';
import { isCondition, matches } from './match.ts';
import { Refusal } from './refusal.ts';
import { sorted, type Sort } from './shape.ts';
import {
  compare,
  exactly,
  fieldsOf,
  isFields,
  isList,
  isNumber,
  numberKind,
  type Fields,
  type NumberValue,
  type Value,
} from './values.ts';

const { Double } = mongoose.mongo;

/** The value at a place changed; undefined in means missing, undefined out removes. */
type Edit = (value: Value | undefined) => Value | undefined;

interface Way {
  /** Whether documents are made on the way to a place that is not there. */
  readonly makes: boolean;
}

/** Walks a path and puts the edited value back, in copies. */
function edited(value: Value | undefined, parts: readonly string[], edit: Edit, way: Way): Value | undefined {
  const [part, ...rest] = parts;
  if (part === undefined) return edit(value);
  if (value === undefined && !way.makes) return undefined;
  if (isList(value)) return inList(value, part, rest, edit, way);
  if (value !== undefined && !isFields(value)) {
    if (way.makes) throw new Refusal(28);
    return value;
  }
  const before = value ?? {};
  const next = edited(before[part], rest, edit, way);
  if (part in before) return fieldsOf(before, (name, inner) => (name === part ? next : inner));
  return next === undefined ? before : { ...before, [part]: next };
}

function inList(list: readonly Value[], part: string, rest: readonly string[], edit: Edit, way: Way): Value {
  if (!/^\d+$/.test(part)) {
    if (way.makes) throw new Refusal(28);
    return list;
  }
  const place = Number(part);
  if (place >= list.length && !way.makes) return list;
  const filled = [...list, ...Array.from({ length: Math.max(0, place - list.length) }, () => null)];
  filled[place] = edited(list[place], rest, edit, way) ?? null;
  return filled;
}

function asKind(kind: string, number: number | bigint): NumberValue {
  if (kind === 'double') return new Double(Number(number));
  const whole = BigInt(number);
  if (BigInt.asIntN(64, whole) !== whole) throw new Refusal(2);
  return kind === 'int' && BigInt.asIntN(32, whole) === whole ? Number(whole) : whole;
}

/** int32 grows into int64, int64 into nothing; anything with a double is a double. */
export function combine(operator: '+' | '-' | '*', left: NumberValue, right: NumberValue): NumberValue {
  const kinds = [numberKind(left), numberKind(right)];
  const kind = kinds.includes('double') ? 'double' : kinds.includes('long') ? 'long' : 'int';
  const [a, b] = [exactly(left), exactly(right)];
  if (kind === 'double') {
    const [x, y] = [Number(a), Number(b)];
    return asKind(kind, operator === '+' ? x + y : operator === '-' ? x - y : x * y);
  }
  const [x, y] = [BigInt(a), BigInt(b)];
  return asKind(kind, operator === '+' ? x + y : operator === '-' ? x - y : x * y);
}

function calculated(operator: '+' | '*', value: Value | undefined, by: Value): Value {
  if (!isNumber(by)) throw new Error('The generators give a number here.');
  if (value === undefined) return operator === '+' ? by : combine('*', 0, by);
  if (!isNumber(value)) throw new Refusal(14);
  return combine(operator, value, by);
}

interface Push {
  readonly $each: readonly Value[];
  readonly $position?: number;
  readonly $slice?: number;
  readonly $sort?: 1 | -1 | Sort;
}

function isPush(argument: unknown): argument is Push {
  return typeof argument === 'object' && argument !== null && '$each' in argument;
}

function listOr(code: number, value: Value | undefined): readonly Value[] {
  if (value !== undefined && !isList(value)) throw new Refusal(code);
  return value ?? [];
}

function pushed(list: readonly Value[], push: Push): Value {
  const at = push.$position ?? list.length;
  let next: readonly Value[] = list.toSpliced(at, 0, ...push.$each);
  const order = push.$sort;
  if (typeof order === 'number') next = next.toSorted((a, b) => compare(a, b) * order);
  else if (order) next = sorted(next.filter(isFields), order);
  const slice = push.$slice;
  return slice === undefined ? next : slice < 0 ? next.slice(slice) : next.slice(0, slice);
}

function added(list: readonly Value[], values: readonly Value[]): Value {
  return values.reduce<readonly Value[]>(
    (set, value) => (set.some((each) => compare(each, value) === 0) ? set : [...set, value]),
    list,
  );
}

function popped(list: readonly Value[], side: unknown): Value {
  return side === 1 ? list.slice(0, -1) : list.slice(1);
}

/** $pull takes a document for a filter on documents, operators for a test of elements, all else for equality. */
function pulls(argument: Value, element: Value): boolean {
  if (isCondition(argument)) return matches({ v: argument }, { v: element });
  // A document of values is a filter of equalities.
  if (isFields(argument)) return isFields(element) && matches(argument, element);
  return compare(element, argument) === 0;
}

/** A rename goes through no array, neither out of one nor into one. */
function throughList(document: Fields, parts: readonly string[]): boolean {
  let within: Value | undefined = document;
  return parts.slice(0, -1).some((part) => {
    within = isList(within) ? within[Number(part)] : isFields(within) ? within[part] : undefined;
    return isList(within);
  });
}

/** A source that cannot be there is refused, as a place that cannot be made is. */
function sourceOf(document: Fields, parts: readonly string[]): Value | undefined {
  return parts.reduce<Value | undefined>((within, part) => {
    if (within === undefined) return undefined;
    if (isList(within) && /^\d+$/.test(part)) return within[Number(part)];
    if (isFields(within)) return within[part];
    throw new Refusal(28);
  }, document);
}

function renamed(document: Fields, from: readonly string[], to: readonly string[]): Value | undefined {
  const value = sourceOf(document, from);
  if (value === undefined) return document;
  if (throughList(document, from) || throughList(document, to)) throw new Refusal(2);
  const put = edited(document, to, () => value, { makes: true });
  return edited(put, from, () => undefined, { makes: false });
}

/** One operator at one path. */
function editOf(operator: string, value: Value): { edit: Edit; way: Way } {
  const making = (edit: Edit): { edit: Edit; way: Way } => ({ edit, way: { makes: true } });
  const finding = (edit: Edit): { edit: Edit; way: Way } => ({ edit, way: { makes: false } });
  switch (operator) {
    case '$set':
      return making(() => value);
    case '$unset':
      return finding(() => undefined);
    case '$inc':
      return making((before) => calculated('+', before, value));
    case '$mul':
      return making((before) => calculated('*', before, value));
    case '$min':
      return making((before) => (before === undefined || compare(value, before) < 0 ? value : before));
    case '$max':
      return making((before) => (before === undefined || compare(value, before) > 0 ? value : before));
    case '$push':
      return making((before) => pushed(listOr(2, before), isPush(value) ? value : { $each: [value] }));
    case '$addToSet':
      return making((before) => added(listOr(2, before), isPush(value) ? value.$each : [value]));
    case '$pull':
      return finding((before) =>
        before === undefined ? before : listOr(2, before).filter((element) => !pulls(value, element)),
      );
    case '$pop':
      return finding((before) => (before === undefined ? before : popped(listOr(14, before), value)));
    default:
      throw new Error(`The model does not know ${operator}.`);
  }
}

/** Where an edit puts something: edits are made in the order of these paths. */
const target = ({ operator, path, argument }: { operator: string; path: string; argument: Value }): string =>
  operator === '$rename' ? String(argument) : path;

export type Change = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** What a document is after an update, or the refusal. Paths are worked through in their own order. */
export function changed(document: Fields, change: Change): Fields {
  const edits = Object.entries(change)
    .flatMap(([operator, paths]) => Object.entries(paths).map(([path, argument]) => ({ operator, path, argument })))
    .toSorted((a, b) => (target(a) < target(b) ? -1 : 1));
  return edits.reduce<Fields>((before, { operator, path, argument }) => {
    const parts = path.split('.');
    const after = operator === '$rename' ? renamed(before, parts, String(argument).split('.')) : editAt(before);
    function editAt(whole: Fields): Value | undefined {
      const { edit, way } = editOf(operator, argument);
      // An update gives no name with a dollar at the top of a document.
      if (way.makes && path.startsWith('$')) throw new Refusal(52);
      return edited(whole, parts, edit, way);
    }
    return isFields(after) ? after : before;
  }, document);
}

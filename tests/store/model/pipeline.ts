import mongoose from 'mongoose';
import { combine } from './change.ts';
import { evaluate, type Expression } from './expression.ts';
import { matches, type Condition } from './match.ts';
import { projected, sorted, type Projection, type Sort } from './shape.ts';
import {
  canonical,
  compare,
  exactly,
  fieldsOf,
  isFields,
  isList,
  isNumber,
  type Fields,
  type NumberValue,
  type Value,
} from './values.ts';

const { Double } = mongoose.mongo;

/** The stages of the model, each with one key as MongoDB has them. */
export type Stage =
  | { readonly $match: Condition }
  | { readonly $sort: Sort }
  | { readonly $skip: number }
  | { readonly $limit: number }
  | { readonly $project: Projection }
  | { readonly $set: Expressions }
  | { readonly $unset: string }
  | { readonly $group: Expressions }
  | { readonly $unwind: Unwind }
  | { readonly $replaceRoot: { readonly newRoot: Expression } }
  | { readonly $count: string }
  | { readonly $lookup: Lookup }
  | { readonly $unionWith: string }
  | { readonly $facet: Readonly<Record<string, readonly Stage[]>> };

type Expressions = Readonly<Record<string, Expression>>;

type Accumulate = (values: readonly (Value | undefined)[]) => Value;

function sum(values: readonly (Value | undefined)[]): NumberValue {
  return values.filter(isNumber).reduce<NumberValue>((total, value) => combine('+', total, value), 0);
}

function extreme(values: readonly (Value | undefined)[], direction: number): Value {
  const present = values.filter((value) => value !== undefined && value !== null);
  return present.toSorted((a, b) => compare(a, b) * direction)[0] ?? null;
}

const accumulators: Readonly<Record<string, Accumulate>> = {
  $sum: sum,
  $avg: (values) => {
    const numbers = values.filter(isNumber);
    return numbers.length === 0 ? null : new Double(Number(exactly(sum(numbers))) / numbers.length);
  },
  $min: (values) => extreme(values, 1),
  $max: (values) => extreme(values, -1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
};

function grouped(documents: readonly Fields[], group: Expressions): Fields[] {
  const { _id: by, ...fields } = group;
  const groups = new Map<string, { key: Value; members: Fields[] }>();
  for (const document of documents) {
    const key = evaluate(by ?? null, document) ?? null;
    const own = groups.get(canonical(key)) ?? { key, members: [] };
    own.members.push(document);
    groups.set(canonical(key), own);
  }
  return [...groups.values()].map(({ key, members }) => ({
    _id: key,
    ...fieldsOf(fields, (_, accumulator) => {
      const [[name, expression] = ['', null]] = Object.entries(isFields(accumulator) ? accumulator : {});
      return accumulators[name]?.(members.map((member) => evaluate(expression, member)));
    }),
  }));
}

interface Unwind {
  readonly path: string;
  readonly preserveNullAndEmptyArrays?: boolean;
  readonly includeArrayIndex?: string;
}

function unwound(
  document: Fields,
  { path, preserveNullAndEmptyArrays: keep, includeArrayIndex: counter }: Unwind,
): Fields[] {
  const name = path.slice(1);
  const value = document[name];
  const counted = (place: bigint | null): Fields => (counter ? { [counter]: place } : {});
  if (isList(value) && value.length > 0)
    return value.map((element, place) => ({ ...document, [name]: element, ...counted(BigInt(place)) }));
  if (value !== undefined && value !== null && !isList(value)) return [{ ...document, ...counted(null) }];
  if (!keep) return [];
  const { [name]: empty, ...rest } = document;
  return [{ ...(isList(empty) ? rest : document), ...counted(null) }];
}

/** New fields go to the end; one that computes to nothing leaves. */
function computed(document: Fields, fields: Expressions): Fields {
  const values = Object.entries(fields).map(([name, expression]) => [name, evaluate(expression, document)] as const);
  const next = new Map<string, Value | undefined>([...Object.entries(document), ...values]);
  return Object.fromEntries([...next].filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

interface Lookup {
  readonly localField: string;
  readonly foreignField: string;
  readonly as: string;
}

/** Each element of a local array looks for itself; missing looks for null. */
function joined(document: Fields, { localField, foreignField, as }: Lookup, all: readonly Fields[]): Fields {
  const local = document[localField] ?? null;
  const values = isList(local) ? local : [local];
  const wanted = { [foreignField]: { $in: values.length === 0 ? [null] : values } };
  return { ...document, [as]: all.filter((other) => matches(wanted, other)) };
}

/** Runs a pipeline stage by stage. `all` is what $lookup and $unionWith find. */
export function ran(documents: readonly Fields[], stages: readonly Stage[], all: readonly Fields[]): Fields[] {
  return stages.reduce<Fields[]>((before, stage) => step(before, stage, all), [...documents]);
}

function step(before: Fields[], stage: Stage, all: readonly Fields[]): Fields[] {
  if ('$match' in stage) return before.filter((document) => matches(stage.$match, document));
  if ('$sort' in stage) return sorted(before, stage.$sort);
  if ('$skip' in stage) return before.slice(stage.$skip);
  if ('$limit' in stage) return before.slice(0, stage.$limit);
  if ('$project' in stage) return before.map((document) => projected(document, stage.$project));
  if ('$set' in stage) return before.map((document) => computed(document, stage.$set));
  if ('$unset' in stage) return before.map((document) => projected(document, { [stage.$unset]: 0 }));
  if ('$group' in stage) return grouped(before, stage.$group);
  if ('$unwind' in stage) return before.flatMap((document) => unwound(document, stage.$unwind));
  if ('$replaceRoot' in stage)
    return before.map((document) => evaluate(stage.$replaceRoot.newRoot, document)).filter(isFields);
  if ('$count' in stage) return before.length === 0 ? [] : [{ [stage.$count]: before.length }];
  if ('$lookup' in stage) return before.map((document) => joined(document, stage.$lookup, all));
  if ('$unionWith' in stage) return [...before, ...all];
  const facets = Object.entries(stage.$facet).map(([name, stages]) => [name, ran(before, stages, all)]);
  return [Object.fromEntries(facets)];
}

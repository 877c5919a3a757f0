import { isDocument, type Document, type Maybe } from '../bson/types.ts';
import { readOrder, type OrderField } from '../query/order-by.ts';
import type { CollectionIndex } from '../storage/collection-index.ts';
import type { Collection } from '../storage/collection.ts';
import { numberOf } from '../values/numbers.ts';
import { candidateOf, type Candidate } from './candidate.ts';
import { conditionsOf, type Conditions } from './conditions.ts';
import { hintedIndex, isNaturalHint } from './hint.ts';
import { isImplied } from './implied.ts';
import { NOTHING, type Plan, type WholeScan } from './plan.ts';
import { MongoError } from '../values/errors.ts';

/** What is looked for, as far as it decides where to look. */
export interface Question {
  readonly filter: Document;
  readonly sort?: Document | undefined;
  readonly hint?: Maybe;
  /** How many documents are wanted at most; 0 for all. */
  readonly limit?: number | undefined;
}

/** Chooses how to find the documents: by the index that bounds most, else by reading everything. */
export function choosePlan(collection: Collection, question: Question): Plan {
  const { filter, sort, hint, limit = 0 } = question;
  const conditions = conditionsOf(filter);
  const natural = naturalDirection(sort, hint);
  if (natural !== null) return wholeScan(conditions, natural, sort === undefined || '$natural' in sort);
  const order = sort ? readOrder(sort) : [];
  const candidates = candidatesFor(collection, conditions, order, { hint, limit });
  const best = candidates.reduce<Candidate | null>((a, b) => (a && a.score >= b.score ? a : b), null);
  if (hint !== undefined && !best) throw noPlan();
  const union = hint === undefined ? unionFor(collection, filter, best, order) : null;
  return union ?? best?.plan ?? wholeScan(conditions, 1, order.length === 0);
}

/** The plan that reads one index, for somebody who knows that it holds what is asked for. */
export function planBy(index: CollectionIndex, { filter, limit = 0 }: Question): Plan {
  const conditions = conditionsOf(filter);
  return candidateOf(index, conditions, [], { limit, isHinted: true })?.plan ?? wholeScan(conditions, 1, true);
}

function candidatesFor(
  collection: Collection,
  conditions: Conditions,
  order: readonly OrderField[],
  { hint, limit }: { hint: Maybe; limit: number },
): Candidate[] {
  const isHinted = hint !== undefined;
  const indexes = isHinted ? [hintedIndex(collection, hint)] : collection.indexes;
  const found: Candidate[] = [];
  for (const index of indexes) {
    if (index.isHidden) continue;
    if (index.partialFilter && !isImplied(index.partialFilter, conditions)) continue;
    const candidate = candidateOf(index, conditions, order, { limit, isHinted });
    if (candidate) found.push(candidate);
  }
  return found;
}

function wholeScan(conditions: Conditions, direction: 1 | -1, isSorted: boolean): WholeScan {
  return { kind: 'whole', direction, isExact: conditions.isWhole && conditions.count === 0, isSorted };
}

/** `{$natural: ±1}` as hint or sort means the order of insertion; null when neither says so. */
function naturalDirection(sort: Document | undefined, hint: Maybe): 1 | -1 | null {
  const asked = sort && '$natural' in sort ? sort : isNaturalHint(hint) ? hint : null;
  if (!asked) return null;
  return (numberOf(asked['$natural']) ?? 1) < 0 ? -1 : 1;
}

/** Every branch of an `$or` by an index of its own, unless one index bounds the rest of the filter well. */
function unionFor(
  collection: Collection,
  filter: Document,
  best: Candidate | null,
  order: readonly OrderField[],
): Plan | null {
  const { $or: either, ...rest } = filter;
  if (!Array.isArray(either) || (best && best.points > 0) || (best?.plan.isSorted && order.length > 0)) return null;
  const branches: Plan[] = [];
  for (const branch of either) {
    if (!isDocument(branch)) return null;
    const plan = choosePlan(collection, { filter: { $and: [branch, rest] } });
    if (plan.kind === 'whole') return null;
    branches.push(plan);
  }
  if (branches.length === 0) return NOTHING;
  return { kind: 'union', branches, isExact: false, isSorted: order.length === 0 };
}

const noPlan = (): MongoError =>
  new MongoError(
    291,
    'NoQueryExecutionPlans',
    'error processing query: planner returned error :: caused by :: No indexed plans available, and the hinted index cannot answer this query',
  );

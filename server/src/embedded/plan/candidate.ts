import type { OrderField } from '../query/order-by.ts';
import type { CollectionIndex } from '../storage/collection-index.ts';
import type { KeyRange } from '../values/keys.ts';
import { boundsOf } from './bounds.ts';
import type { Condition, Conditions } from './conditions.ts';
import { NOTHING, type IndexScan, type Nothing } from './plan.ts';
import { orderOf, type FieldState, type IndexOrder } from './sorted-by-index.ts';

/** A plan and how good it looks. */
export interface Candidate {
  readonly plan: IndexScan | Nothing;
  readonly score: number;
  /** Leading fields fixed to one value. */
  readonly points: number;
}

/** More parts of an index than this are not read one after the other. */
const MAX_RANGES = 10_000;
/** A merge keeps its ranges open side by side, so it pays only for few of them and a page of results. */
const MAX_MERGED = 200;
const MAX_MERGED_LIMIT = 2_000;

/** How an index can answer; null when reading everything is as good. */
export function candidateOf(
  index: CollectionIndex,
  conditions: Conditions,
  order: readonly OrderField[],
  { limit, isHinted }: { limit: number; isHinted: boolean },
): Candidate | null {
  const bounded = boundIndex(index, conditions);
  const { states, ranges, used } = bounded;
  if (ranges.length === 0) return { plan: NOTHING, score: 2_000, points: 1 };
  // A sparse index does not know documents without its fields, unless a bound asks for more than these have.
  if (index.isSparse && states.length === 0 && !isHinted) return null;
  const given = order.length > 0 ? orderOf(index, states, order) : null;
  const mergeable = ranges.length <= MAX_MERGED && limit > 0 && limit <= MAX_MERGED_LIMIT;
  const usable = given && (!given.needsMerge || mergeable) ? given : null;
  if (states.length === 0 && !usable && !isHinted) return null;
  const isExact = bounded.isExact && conditions.isWhole && used.size === conditions.count;
  const plan = planOf(index, ranges, usable, { isExact, isSorted: order.length === 0 || usable !== null });
  const isKey = index.isUnique && states.length === index.fields.length && states.every((state) => state === 'point');
  const points = states.filter((state) => state === 'point').length;
  return {
    plan: isKey ? { ...plan, key: ranges[0]?.low ?? null } : plan,
    score: scoreOf(index, states, usable, isKey),
    points,
  };
}

interface Bounded {
  readonly states: readonly FieldState[];
  readonly ranges: readonly KeyRange[];
  readonly isExact: boolean;
  readonly used: ReadonlySet<Condition>;
}

const EVERYTHING: KeyRange = { low: Buffer.alloc(0), high: Buffer.from([0xff]) };
const NO_BYTES = Buffer.alloc(0);

/** Bounds field after field, as long as all before are single values. */
function boundIndex(index: CollectionIndex, { byPath }: Conditions): Bounded {
  const states: FieldState[] = [];
  const used = new Set<Condition>();
  const arrays = new Set<string>();
  let isExact = true;
  let ranges: readonly KeyRange[] = [EVERYTHING];
  for (const [place, field] of index.fields.entries()) {
    const isMultikey = index.multikey[place] === true;
    const root = field.parts[0] ?? '';
    // Two fields under one array may be met by two of its elements, but stand side by side only for one.
    if (arrays.has(root) && (isMultikey || isRootMultikey(index, root))) break;
    const bounds = boundsOf(byPath.get(field.path) ?? [], { ...field, isMultikey, isSparse: index.isSparse });
    if (!bounds) break;
    const fronts = states.length === 0 ? [NO_BYTES] : ranges.map(({ low }) => low);
    if (fronts.length * bounds.ranges.length > MAX_RANGES) break;
    ranges = fronts.flatMap((front) => bounds.ranges.map((range) => behind(front, range)));
    arrays.add(root);
    for (const one of bounds.used) used.add(one);
    isExact &&= bounds.isExact;
    states.push(bounds.arePoints ? (bounds.ranges.length === 1 ? 'point' : 'points') : 'range');
    if (!bounds.arePoints) break;
  }
  return { states, ranges, isExact, used };
}

function isRootMultikey(index: CollectionIndex, root: string): boolean {
  return index.fields.some(({ parts }, place) => parts[0] === root && index.multikey[place]);
}

function behind(front: Buffer, { low, high }: KeyRange): KeyRange {
  if (front.length === 0) return { low, high };
  return { low: Buffer.concat([front, low]), high: Buffer.concat([front, high]) };
}

function planOf(
  index: CollectionIndex,
  ranges: readonly KeyRange[],
  order: IndexOrder | null,
  shape: { isExact: boolean; isSorted: boolean },
): IndexScan {
  const direction = order?.direction ?? 1;
  const inOrder = ranges.toSorted((a, b) => Buffer.compare(a.low, b.low) * direction);
  const mergeBehind = order?.needsMerge ? inOrder.map(({ low }) => low.length) : null;
  return { kind: 'index', index, direction, ranges: inOrder, mergeBehind, key: null, ...shape };
}

function scoreOf(
  index: CollectionIndex,
  states: readonly FieldState[],
  order: IndexOrder | null,
  isKey: boolean,
): number {
  if (isKey) return 1_000;
  const worth: Readonly<Record<FieldState, number>> = { point: 10, points: 6, range: 4 };
  const bounded = states.reduce((sum, state) => sum + worth[state], 0);
  return bounded + (order ? 5 : 0) + (index.partialFilter ? 1 : 0);
}

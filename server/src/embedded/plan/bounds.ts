import { BSONRegExp, type BsonValue } from '../bson/types.ts';
import { literalPrefix } from '../query/regex.ts';
import type { IndexField } from '../storage/collection-index.ts';
import {
  isNaNNumber,
  pointRange,
  prefixRange,
  valueRange,
  type Direction,
  type End,
  type KeyRange,
} from '../values/keys.ts';
import { EMPTY_ARRAY, RANK, rankOf, type Sortable } from '../values/order.ts';
import type { Condition } from './conditions.ts';

/** What the conditions on one field leave of an index: parts of its keys, in the bytes of the field's direction. */
export interface FieldBounds {
  readonly ranges: readonly KeyRange[];
  /** Every range is one value, so that the next field of the index can be bounded too. */
  readonly arePoints: boolean;
  /** Nothing in the ranges can fail the conditions used. */
  readonly isExact: boolean;
  readonly used: readonly Condition[];
}

export interface BoundedField extends IndexField {
  readonly isMultikey: boolean;
  /** Documents without the field may be missing in the index, so nothing may be looked for that they would match. */
  readonly isSparse: boolean;
}

/** More alternatives than this are not looked up one by one. */
const MAX_POINTS = 10_000;

/** The narrowest bounds that the conditions on a field allow; null when none of them helps. */
export function boundsOf(conditions: readonly Condition[], field: BoundedField): FieldBounds | null {
  // A path such as a.0 may mean a position or a name; what an index knows of it is not what a filter asks.
  if (field.parts.some((part) => /^\d+$/.test(part))) return null;
  return (
    equality(conditions, field) ??
    alternatives(conditions, field) ??
    range(conditions, field) ??
    prefix(conditions, field)
  );
}

function equality(conditions: readonly Condition[], field: BoundedField): FieldBounds | null {
  const found = conditions.find(({ operator, value }) => operator === '$eq' && isIndexed(value, field));
  if (found) return points([found.value], [found], field);
  const missing = conditions.find(({ operator, value }) => operator === '$exists' && value === false);
  return missing && !field.isSparse ? { ...points([null], [missing], field), isExact: false } : null;
}

function alternatives(conditions: readonly Condition[], field: BoundedField): FieldBounds | null {
  for (const condition of conditions) {
    const { operator, value } = condition;
    if (operator !== '$in' || !Array.isArray(value) || value.length > MAX_POINTS) continue;
    if (value.every((one) => isIndexed(one, field))) return points(value, [condition], field);
  }
  return null;
}

function isIndexed(value: BsonValue, field: BoundedField): boolean {
  if (value instanceof BSONRegExp) return false;
  return !field.isSparse || value !== null;
}

function points(values: readonly BsonValue[], used: readonly Condition[], field: BoundedField): FieldBounds {
  const ranges = new Map<string, KeyRange>();
  for (const key of values.flatMap(keysOf)) {
    const range = pointRange(key, field.direction);
    ranges.set(range.low.toString('latin1'), range);
  }
  const isExact = values.every(isPlain) && used.every(({ isPart }) => !isPart);
  return { ranges: [...ranges.values()], arePoints: true, isExact, used };
}

/** An array is in an index by its elements, and as a whole only where it is an element itself. */
function keysOf(value: BsonValue): Sortable[] {
  if (!Array.isArray(value)) return [value];
  return [value.length > 0 ? value[0] : EMPTY_ARRAY, value];
}

const isPlain = (value: BsonValue): boolean => value !== null && !Array.isArray(value);

const UNORDERED: ReadonlySet<number> = new Set([RANK.null, RANK.array, RANK.minKey, RANK.maxKey, RANK.regex]);

function range(conditions: readonly Condition[], field: BoundedField): FieldBounds | null {
  const used: Condition[] = [];
  let low: End | undefined;
  let high: End | undefined;
  let rank: number | undefined;
  for (const condition of conditions) {
    const { operator, value } = condition;
    const isLow = operator === '$gt' || operator === '$gte';
    if (!isLow && operator !== '$lt' && operator !== '$lte') continue;
    if (UNORDERED.has(rankOf(value)) || isNaNNumber(value)) continue;
    // Two conditions on an array may be met by two of its elements; two types are met by none.
    if (used.length > 0 && (field.isMultikey || rankOf(value) !== rank)) continue;
    if (isLow ? low : high) continue;
    rank = rankOf(value);
    if (isLow) low = { value, inclusive: operator === '$gte' };
    else high = { value, inclusive: operator === '$lte' };
    used.push(condition);
  }
  if (used.length === 0) return null;
  const isExact = used.every(({ isPart }) => !isPart);
  return { ranges: [valueRange({ low, high }, field.direction)], arePoints: false, isExact, used };
}

/** An anchored expression means strings that begin so; and it equals a stored regular expression. */
function prefix(conditions: readonly Condition[], field: BoundedField): FieldBounds | null {
  for (const condition of conditions) {
    if (condition.operator !== '$regex') continue;
    const text = literalPrefix(condition.value, condition.options);
    if (text === undefined) continue;
    const ranges = [prefixRange(text, field.direction), wholeRank(RANK.regex, field.direction)];
    return { ranges, arePoints: false, isExact: false, used: [condition] };
  }
  return null;
}

function wholeRank(rank: number, direction: Direction): KeyRange {
  const first = direction === 1 ? rank : 0xff - rank;
  return { low: Buffer.from([first]), high: Buffer.from([first + 1]) };
}

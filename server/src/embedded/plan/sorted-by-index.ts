import type { OrderField } from '../query/order-by.ts';
import type { CollectionIndex } from '../storage/collection-index.ts';
import type { Direction } from '../values/keys.ts';

/** What is known of the first fields of an index: one value, one of several, or a range that ends the bounded part. */
export type FieldState = 'point' | 'points' | 'range';

/** How an index gives an order: 0 not at all; else the direction to read it in. */
export interface IndexOrder {
  readonly direction: Direction;
  /** Only when its points are read side by side and merged. */
  readonly needsMerge: boolean;
}

/**
 * Whether an index gives documents in an order. Its keys must not come from arrays, since a document then has several; and
 * what stands before the sorted fields must be one value.
 */
export function orderOf(
  index: CollectionIndex,
  states: readonly FieldState[],
  wanted: readonly OrderField[],
): IndexOrder | null {
  const fixed = new Set(
    index.fields.filter((_, place) => states[place] === 'point' && !index.multikey[place]).map(({ path }) => path),
  );
  const left = wanted.filter(({ path }) => !fixed.has(path));
  const direct = follow(index, states, left, 0);
  if (direct) return { direction: direct, needsMerge: false };
  if (!states.includes('points') || states.includes('range')) return null;
  const merged = follow(index, states, left, states.length);
  return merged ? { direction: merged, needsMerge: true } : null;
}

function follow(
  index: CollectionIndex,
  states: readonly FieldState[],
  wanted: readonly OrderField[],
  start: number,
): Direction | null {
  let direction: Direction | null = null;
  let met = 0;
  for (let place = start; place < index.fields.length && met < wanted.length; place++) {
    if (states[place] === 'point') continue;
    const [field, next] = [index.fields[place], wanted[met]];
    if (!field || !next || field.path !== next.path || index.multikey[place]) return null;
    if (field.parts.some((part) => /^\d+$/.test(part))) return null;
    const needed: Direction = field.direction === next.direction ? 1 : -1;
    if (direction !== null && direction !== needed) return null;
    direction = needed;
    met += 1;
  }
  return met === wanted.length ? (direction ?? 1) : null;
}

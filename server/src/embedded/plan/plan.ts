import type { CollectionIndex } from '../storage/collection-index.ts';
import type { Direction, KeyRange } from '../values/keys.ts';

/** How the documents for a query are found. */
export type Plan = WholeScan | IndexScan | Union | Nothing;

interface Shape {
  /** Every document found meets the filter: none has to be decoded to be sure. */
  readonly isExact: boolean;
  /** The documents come in the order asked for. */
  readonly isSorted: boolean;
}

/** Every document, in the order of insertion. */
export interface WholeScan extends Shape {
  readonly kind: 'whole';
  readonly direction: Direction;
}

/** Parts of one index. */
export interface IndexScan extends Shape {
  readonly kind: 'index';
  readonly index: CollectionIndex;
  readonly direction: Direction;
  /** In the order of the scan; none lies within another. */
  readonly ranges: readonly KeyRange[];
  /** All ranges are read side by side and merged by the bytes behind their first so many: those are in the order wanted. */
  readonly mergeBehind: readonly number[] | null;
  /** A whole key of a unique index: one document or none. */
  readonly key: Buffer | null;
}

/** All that any branch of an `$or` finds, each document once. */
export interface Union extends Shape {
  readonly kind: 'union';
  readonly branches: readonly Plan[];
}

export interface Nothing extends Shape {
  readonly kind: 'nothing';
}

export const NOTHING: Nothing = { kind: 'nothing', isExact: true, isSorted: true };

import type { BsonValue, Document } from '../bson/types.ts';
import type { OnBlocked, Slot } from './update-path.ts';

/** One operator on one path, ready for any document. */
export interface Change {
  readonly onBlocked: OnBlocked;
  /** Only while an upsert inserts. */
  readonly onInsert?: boolean;
  apply(slot: Slot, document: Document): void;
}

/** A change that finds its own places, such as one that moves a value. */
export interface Move {
  applyAt(document: Document, target: readonly string[]): void;
}

/** Compiles an operator's argument for one path. */
export type UpdateOperator = (argument: BsonValue, path: string, now: Date) => Change;

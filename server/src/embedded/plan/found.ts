import type { StoredRow } from '../storage/collection.ts';

/** A document found, with its key where an index was read. */
export interface Found extends StoredRow {
  readonly key: Buffer | null;
}

import type { Document, Maybe } from '../bson/types.ts';
import { rowsToChange } from '../plan/find.ts';
import type { Call, House } from './call.ts';

export interface DeleteStatement {
  readonly filter: Document;
  /** 0 for all. */
  readonly limit: 0 | 1;
  readonly sort?: Document | undefined;
  readonly hint?: Maybe;
}

export interface Deleted {
  readonly count: number;
  /** The last document, as it was. */
  readonly last: Buffer | null;
}

/** Removes what matches. */
export function applyDelete({ env }: Call, house: House, namespace: string, statement: DeleteStatement): Deleted {
  const collection = house.catalog.find(namespace);
  const rows = rowsToChange(house.sourceOf(collection), statement, env);
  let last: Buffer | null = null;
  for (const row of rows) {
    const raw = collection?.read(row);
    if (!collection || !raw) continue;
    collection.remove({ row, raw });
    last = raw;
  }
  return { count: rows.length, last };
}

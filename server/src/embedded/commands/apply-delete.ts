import type { Document, Maybe } from '../bson/types.ts';
import { findRows, withoutPauses, type Row } from '../plan/find.ts';
import type { Call, House } from './call.ts';

export interface DeleteStatement {
  readonly filter: Document;
  /** 0 for all. */
  readonly limit: 0 | 1;
  readonly sort?: Document | undefined;
  readonly hint?: Maybe;
}

/** Removes what matches, and answers it as it was. */
export function applyDelete({ env }: Call, house: House, namespace: string, statement: DeleteStatement): Row[] {
  const collection = house.catalog.find(namespace);
  const rows = [...withoutPauses(findRows(house.sourceOf(collection), statement, env))];
  for (const row of rows) collection?.remove(row);
  return rows;
}

import type { Document, Maybe } from '../bson/types.ts';
import type { Work } from '../pause.ts';
import type { Call, Store } from './call.ts';
import { eachMatching } from './matching.ts';

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
export function* applyDelete(call: Call, store: Store, namespace: string, statement: DeleteStatement): Work<Deleted> {
  let last: Buffer | null = null;
  const count = yield* eachMatching(call, store, namespace, statement, (stored, collection) => {
    collection.remove(stored);
    last = stored.raw;
  });
  return { count, last };
}

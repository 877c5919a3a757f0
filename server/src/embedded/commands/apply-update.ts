import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import type { BsonValue, Document, Maybe } from '../bson/types.ts';
import type { Work } from '../pause.ts';
import { compileFilter } from '../query/match.ts';
import { compileUpdate, type Update } from '../query/update.ts';
import { upsertDocument } from '../query/upsert.ts';
import { failedToParse } from '../values/errors.ts';
import type { Call, Store } from './call.ts';
import { eachMatching } from './matching.ts';

export interface UpdateStatement {
  readonly filter: Document;
  readonly update: Maybe;
  readonly isMulti: boolean;
  readonly isUpsert: boolean;
  readonly arrayFilters?: Maybe;
  readonly sort?: Document | undefined;
  readonly hint?: Maybe;
}

export interface Updated {
  readonly matched: number;
  readonly modified: number;
  /** The `_id` of the document that was inserted, when none matched. */
  readonly upsertedId: BsonValue | undefined;
  /** The last document as it was, and as it is. */
  readonly before: Buffer | null;
  readonly after: Buffer | null;
}

/** Updates what matches, or inserts when nothing does and the statement says so. */
export function* applyUpdate(call: Call, store: Store, namespace: string, statement: UpdateStatement): Work<Updated> {
  const { env, writing } = call;
  const { arrayFilters } = statement;
  const update = compileUpdate(statement.update, { arrayFilters, env, ...writing });
  if (statement.isMulti && update.replaces) {
    throw failedToParse('multi update is not supported for replacement-style update');
  }
  const updated = yield* changeMatching(call, store, namespace, statement, update);
  if (updated.matched > 0 || !statement.isUpsert) return updated;
  const given = encode(upsertDocument(statement.filter, update));
  const document = store.catalog.ensure(namespace).insert(given, { ...writing, keepsEmptyTimestamps: true });
  return { matched: 0, modified: 0, upsertedId: document['_id'], before: null, after: encode(document) };
}

function* changeMatching(
  call: Call,
  store: Store,
  namespace: string,
  { filter, sort, hint, isMulti }: UpdateStatement,
  update: Update,
): Work<Updated> {
  const query = { filter, sort, hint, limit: isMulti ? 0 : 1 };
  const meets = update.needsPosition ? compileFilter(filter, call.env) : null;
  let modified = 0;
  let before: Buffer | null = null;
  let after: Buffer | null = null;
  const matched = yield* eachMatching(call, store, namespace, query, (stored, collection) => {
    const document = decode(stored.raw);
    const place = { index: -1 };
    meets?.(document, place);
    const next = update.apply(document, { position: place.index, insert: false });
    const changed = collection.replace(stored, next, { ...call.writing, touched: update.touches });
    if (changed) modified += 1;
    before = stored.raw;
    after = changed ?? stored.raw;
  });
  return { matched, modified, upsertedId: undefined, before, after };
}

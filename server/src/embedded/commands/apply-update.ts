import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import type { BsonValue, Document, Maybe } from '../bson/types.ts';
import { rowsToChange } from '../plan/find.ts';
import { compileFilter } from '../query/match.ts';
import { compileUpdate, type Update } from '../query/update.ts';
import { upsertDocument } from '../query/upsert.ts';
import { failedToParse } from '../values/errors.ts';
import type { Call, House } from './call.ts';

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
export function applyUpdate(call: Call, house: House, namespace: string, statement: UpdateStatement): Updated {
  const { env } = call;
  const update = compileUpdate(statement.update, { arrayFilters: statement.arrayFilters, env });
  if (statement.isMulti && update.replaces) {
    throw failedToParse('multi update is not supported for replacement-style update');
  }
  const updated = changeMatching(call, house, namespace, statement, update);
  if (updated.matched > 0 || !statement.isUpsert) return updated;
  const document = house.catalog.ensure(namespace).insert(encode(upsertDocument(statement.filter, update)));
  return { matched: 0, modified: 0, upsertedId: document['_id'], before: null, after: encode(document) };
}

function changeMatching(
  { env }: Call,
  house: House,
  namespace: string,
  { filter, sort, hint, isMulti }: UpdateStatement,
  update: Update,
): Updated {
  const collection = house.catalog.find(namespace);
  const query = { filter, sort, hint, limit: isMulti ? 0 : 1 };
  // All are found before the first is changed: an index could lead to a changed document again.
  const rows = rowsToChange(house.sourceOf(collection), query, env);
  const meets = update.needsPosition ? compileFilter(filter, env) : null;
  let modified = 0;
  let before: Buffer | null = null;
  let after: Buffer | null = null;
  for (const row of rows) {
    const raw = collection?.read(row);
    if (!collection || !raw) continue;
    const document = decode(raw);
    const place = { index: -1 };
    meets?.(document, place);
    const next = update.apply(document, { position: place.index, insert: false });
    const changed = collection.replace({ row, raw }, next, update.touches);
    if (changed) modified += 1;
    before = raw;
    after = changed ?? raw;
  }
  return { matched: rows.length, modified, upsertedId: undefined, before, after };
}

import { decode } from '../bson/decode.ts';
import type { Document, Maybe } from '../bson/types.ts';
import type { Environment } from '../query/environment.ts';
import { compileFilter, type Predicate } from '../query/match.ts';
import { compileOrder } from '../query/order-by.ts';
import { sortFlow } from '../query/sort-flow.ts';
import { PAUSE, type Flow } from '../pause.ts';
import type { CollectionIndex } from '../storage/collection-index.ts';
import { choosePlan, planBy, type Question } from './choose.ts';
import { readHint } from './hint.ts';
import { scan, type Source } from './scan.ts';

/** A read of one collection. */
export interface Query {
  readonly filter: Document;
  readonly sort?: Document | undefined;
  readonly skip?: number | undefined;
  /** 0 for all. */
  readonly limit?: number | undefined;
  readonly hint?: Maybe;
  /** To be used whatever a planner would say of it, a hidden one too. */
  readonly index?: CollectionIndex;
}

/** A document that meets the filter; decoded only if somebody had to look into it. */
export interface Row {
  readonly row: number;
  readonly raw: Buffer;
  readonly document: Document | null;
}

/** The decoded document of a row. Nobody else holds it if the row had not been decoded yet. */
export const documentOf = ({ raw, document }: Row): Document => document ?? decode(raw);

/**
 * What a query finds, in its order. Errors of the query itself are thrown at once, also where there is no collection.
 */
export function findRows(source: Source | null, query: Query, env?: Environment): Flow<Row> {
  const meets = compileFilter(query.filter, env);
  const sort = isEmpty(query.sort) ? undefined : query.sort;
  const order = sort && !('$natural' in sort) ? compileOrder(sort) : null;
  const { skip = 0, limit = 0 } = query;
  if (!source) return [];
  const wanted = limit > 0 ? skip + limit : 0;
  const question: Question = { filter: query.filter, sort, hint: readHint(query.hint), limit: wanted };
  const plan = query.index ? planBy(query.index, question) : choosePlan(source.collection, question);
  if (plan.isSorted || !order) {
    const need = wanted > 0 ? wanted : 101;
    const rows = scan(source, plan, plan.isExact ? need : need * 2);
    return part(filtered(rows, plan.isExact ? null : meets), skip, limit);
  }
  const rows = filtered(scan(source, plan, Infinity), plan.isExact ? null : meets);
  const sorting = {
    order,
    limit: wanted,
    keyOf: (row: Row) => order.keyOf(documentOf(row)),
    bytesOf: (row: Row) => row.raw.length,
    // A decoded document takes several times the memory of its bytes.
    kept: ({ row, raw }: Row): Row => ({ row, raw, document: null }),
  };
  return part(sortFlow(rows, sorting), skip, limit);
}

const isEmpty = (sort: Document | undefined): boolean => sort === undefined || Object.keys(sort).length === 0;

/** Without a predicate nothing is decoded. */
function* filtered(
  rows: Iterable<{ readonly row: number; readonly raw: Buffer }>,
  meets: Predicate | null,
): Generator<Row | typeof PAUSE> {
  for (const { row, raw } of rows) {
    if (!meets) {
      yield { row, raw, document: null };
      continue;
    }
    const document = decode(raw);
    yield meets(document) ? { row, raw, document } : PAUSE;
  }
}

function* part(rows: Flow<Row>, skip: number, limit: number): Generator<Row | typeof PAUSE> {
  let seen = 0;
  for (const row of rows) {
    if (row === PAUSE) yield PAUSE;
    else {
      seen += 1;
      yield seen > skip ? row : PAUSE;
      if (limit > 0 && seen === skip + limit) return;
    }
  }
}

/** All of a flow at once, for what takes no time to speak of. */
export function* withoutPauses<Item>(flow: Flow<Item>): Generator<Item> {
  for (const item of flow) if (item !== PAUSE) yield item;
}

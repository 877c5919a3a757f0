import { bytes, columns } from '../storage/database.ts';
import { PAUSE, type Work } from '../pause.ts';
import { compileFilter } from '../query/match.ts';
import type { Environment } from '../query/environment.ts';
import { choosePlan } from './choose.ts';
import type { Query } from './find.ts';
import { readHint } from './hint.ts';
import type { IndexScan } from './plan.ts';
import { requireCurrent, type Source } from './scan.ts';

/** Entries that are counted before anybody else can have a turn: some milliseconds. */
const STEP = 20_000;

/**
 * How many documents a query finds, by the entries of an index alone. Null where some would have to be looked at, or may
 * stand in it more than once.
 */
export function countByIndex(source: Source, { filter, hint }: Query, env?: Environment): Work<number> | null {
  compileFilter(filter, env);
  const plan = choosePlan(source.collection, { filter, hint: readHint(hint) });
  if (plan.kind !== 'index' || !plan.isExact || plan.index.isMultikey) return null;
  return countEntries(source, plan);
}

function* countEntries(source: Source, { index, ranges }: IndexScan): Work<number> {
  const behind = `FROM ${index.table} WHERE (k, r) > (?, ?) AND k < ?`;
  const step = `SELECT k, r ${behind} ORDER BY k, r LIMIT 1 OFFSET ${STEP - 1}`;
  const rest = `SELECT count(*) ${behind}`;
  let found = 0;
  for (const { low, high } of ranges) {
    let from: readonly [Buffer, number] = [low, -1];
    for (;;) {
      requireCurrent(source, index);
      const last = source.database.statement(step).get(...from, high);
      if (last === undefined) break;
      const [key, row] = columns(last);
      from = [bytes(key), Number(row)];
      found += STEP;
      yield PAUSE;
    }
    const [left] = columns(source.database.statement(rest).get(...from, high));
    found += Number(left);
  }
  return found;
}

import { bytes, columns, type Database } from '../storage/database.ts';
import type { Collection } from '../storage/collection.ts';
import type { CollectionIndex } from '../storage/collection-index.ts';
import { MongoError } from '../values/errors.ts';
import type { KeyRange } from '../values/keys.ts';
import type { Found } from './found.ts';
import { mergeByKey } from './merge.ts';
import type { IndexScan, Plan, WholeScan } from './plan.ts';

/** What a scan reads from. */
export interface Source {
  readonly database: Database;
  readonly collection: Collection;
  /** False once the collection or the index has been dropped, or the catalog was read again. */
  isCurrent(collection: Collection, index: CollectionIndex | null): boolean;
}

/** Rows and bytes that are read before anybody else can have a turn. */
const MAX_ROWS = 500;
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * The documents of a plan. No SQLite statement stays open between two of them: each part is read to its end and the next
 * one begins behind the last key, so the store may be written to in between. `need` is how many will probably be taken.
 */
export function* scan(source: Source, plan: Plan, need: number): Generator<Found> {
  switch (plan.kind) {
    case 'nothing':
      return;
    case 'whole':
      return yield* scanWhole(source, plan, need);
    case 'union':
      return yield* once(each(plan.branches, (branch) => scan(source, branch, need)));
    case 'index':
      return yield* scanIndex(source, plan, need);
  }
}

/** One after the other; what is not reached is not begun. */
function* each<Part>(parts: readonly Part[], rowsOf: (part: Part) => Iterable<Found>): Generator<Found> {
  for (const part of parts) yield* rowsOf(part);
}

function* once(rows: Iterable<Found>): Generator<Found> {
  const seen = new Set<number>();
  for (const found of rows) {
    if (seen.has(found.row)) continue;
    seen.add(found.row);
    yield found;
  }
}

function scanIndex(source: Source, plan: IndexScan, need: number): Iterable<Found> {
  const { index, key, ranges, mergeBehind, direction } = plan;
  if (key) return oneByKey(source, index, key);
  const rows = mergeBehind
    ? mergeByKey(
        ranges.map((range) => scanRange(source, plan, range, need)),
        mergeBehind,
        direction,
      )
    : each(ranges, (range) => scanRange(source, plan, range, need));
  // A document is in an index once for every element of its array.
  return index.isMultikey ? once(rows) : rows;
}

function* oneByKey(source: Source, index: CollectionIndex, key: Buffer): Generator<Found> {
  const sql = `SELECT d.r, d.v FROM ${index.table} i JOIN ${source.collection.table} d ON d.r = i.r WHERE i.k = ?`;
  const row = source.database.statement(sql).get(key);
  if (row === undefined) return;
  const [r, v] = columns(row);
  yield { row: Number(r), raw: bytes(v), key };
}

function* scanWhole(source: Source, { direction }: WholeScan, need: number): Generator<Found> {
  const [beyond, order] = direction === 1 ? ['>', 'ASC'] : ['<', 'DESC'];
  const sql = `SELECT r, v FROM ${source.collection.table} WHERE r ${beyond} ? ORDER BY r ${order} LIMIT ?`;
  let last = direction === 1 ? -1 : Number.MAX_SAFE_INTEGER;
  for (let size = firstPart(need); ; size = MAX_ROWS) {
    requireCurrent(source, null);
    const part = readPart(source.database.statement(sql).iterate(last, size));
    yield* part.rows;
    if (part.isCut || part.rows.length === size) last = part.rows.at(-1)?.row ?? last;
    else return;
  }
}

/** A composite key resumes at the exact entry: several rows may have one key. */
function* scanRange(source: Source, plan: IndexScan, range: KeyRange, need: number): Generator<Found> {
  const { index, direction } = plan;
  const sql = rangeStatements(index, source.collection, direction);
  const { low, high } = range;
  let last: Found | null = null;
  for (let size = firstPart(need); ; size = MAX_ROWS) {
    requireCurrent(source, index);
    const rows: Iterable<unknown> = last
      ? source.database.statement(sql.next).iterate(last.key, last.row, direction === 1 ? high : low, size)
      : source.database.statement(sql.first).iterate(low, high, size);
    const part = readPart(rows);
    yield* part.rows;
    if (!part.isCut && part.rows.length < size) return;
    last = part.rows.at(-1) ?? last;
  }
}

function rangeStatements(
  index: CollectionIndex,
  collection: Collection,
  direction: 1 | -1,
): { first: string; next: string } {
  const from = `SELECT d.r, d.v, i.k FROM ${index.table} i CROSS JOIN ${collection.table} d ON d.r = i.r WHERE`;
  const order = direction === 1 ? 'ORDER BY i.k, i.r LIMIT ?' : 'ORDER BY i.k DESC, i.r DESC LIMIT ?';
  const next = direction === 1 ? '(i.k, i.r) > (?, ?) AND i.k < ?' : '(i.k, i.r) < (?, ?) AND i.k >= ?';
  return { first: `${from} i.k >= ? AND i.k < ? ${order}`, next: `${from} ${next} ${order}` };
}

const firstPart = (need: number): number => Math.max(4, Math.min(need, MAX_ROWS));

/** Takes rows until their bytes are enough; the statement ends with it. */
function readPart(rows: Iterable<unknown>): { rows: Found[]; isCut: boolean } {
  const found: Found[] = [];
  let size = 0;
  for (const row of rows) {
    const [r, v, k] = columns(row);
    const raw = bytes(v);
    found.push({ row: Number(r), raw, key: k === undefined ? null : bytes(k) });
    size += raw.length;
    if (size > MAX_BYTES) return { rows: found, isCut: true };
  }
  return { rows: found, isCut: false };
}

export function requireCurrent({ collection, isCurrent }: Source, index: CollectionIndex | null): void {
  if (!isCurrent(collection, index)) throw droppedMeanwhile(collection);
}

export const droppedMeanwhile = ({ namespace }: Collection): MongoError =>
  new MongoError(175, 'QueryPlanKilled', `collection or index dropped: ${namespace}`);

import { decode } from '../bson/decode.ts';
import { PAUSE, type Flow } from '../pause.ts';
import type { Order } from '../query/order-by.ts';
import { memoryLimit } from '../values/errors.ts';
import type { Sortable } from '../values/order.ts';
import type { Row } from './find.ts';

/** MongoDB's limit on a sort in memory, in bytes. */
export const MAX_SORT_BYTES = 100 * 1024 * 1024;

/** What a row costs beside its bytes: its key, its place in lists. */
const ROW_BYTES = 200;

/** As many rows as are sorted in one go, a few milliseconds of work. */
const RUN = 2_000;

interface Sorted {
  readonly row: Row;
  readonly key: readonly Sortable[];
  /** The place in which it came: equal keys keep their order. */
  readonly place: number;
}

/**
 * Sorts rows in memory: runs of a few thousand, then merged as they are taken, so that no step is long. With a limit only
 * the best so many are kept. Throws code 292 beyond 100 MB.
 */
export function* sortRows(rows: Flow<Row>, order: Order, limit: number): Generator<Row | typeof PAUSE> {
  const better = (a: Sorted, b: Sorted): number => order.compareKeys(a.key, b.key) || a.place - b.place;
  const kept = limit <= RUN ? limit : 0;
  const runs: Sorted[][] = [];
  let run: Sorted[] = [];
  let bytes = 0;
  let place = 0;
  for (const row of rows) {
    yield PAUSE;
    if (row === PAUSE) continue;
    run.push({ row: withoutDocument(row), key: order.keyOf(row.document ?? decode(row.raw)), place: place++ });
    bytes += row.raw.length + ROW_BYTES;
    if (run.length < RUN + kept && bytes <= MAX_SORT_BYTES) continue;
    run.sort(better);
    if (kept > 0) bytes -= costOf(run.splice(kept));
    if (bytes > MAX_SORT_BYTES) throw tooMuch();
    if (kept === 0) {
      runs.push(run);
      run = [];
    }
  }
  runs.push(run.sort(better));
  yield* merged(runs, better);
}

const withoutDocument = ({ row, raw }: Row): Row => ({ row, raw, document: null });

const costOf = (rows: readonly Sorted[]): number => rows.reduce((sum, { row }) => sum + row.raw.length + ROW_BYTES, 0);

const tooMuch = (): Error =>
  memoryLimit(
    `Sort exceeded memory limit of ${MAX_SORT_BYTES} bytes, but did not opt in to external sorting. Aborting operation.`,
  );

/** A heap of runs by their first row. */
function* merged(runs: readonly Sorted[][], better: (a: Sorted, b: Sorted) => number): Generator<Row> {
  const heap = runs.filter((run) => run.length > 0).map((run) => ({ run, at: 0 }));
  const first = (place: number): Sorted | undefined => heap[place]?.run[heap[place].at];
  const isBefore = (a: number, b: number): boolean => {
    const [x, y] = [first(a), first(b)];
    return x !== undefined && (y === undefined || better(x, y) < 0);
  };
  const swap = (a: number, b: number): void => {
    const [x, y] = [heap[a], heap[b]];
    if (x && y) [heap[a], heap[b]] = [y, x];
  };
  const sink = (from: number): void => {
    for (let at = from; ;) {
      const left = 2 * at + 1;
      const smaller = left + 1 < heap.length && isBefore(left + 1, left) ? left + 1 : left;
      if (smaller >= heap.length || !isBefore(smaller, at)) return;
      swap(at, smaller);
      at = smaller;
    }
  };
  for (let at = heap.length >> 1; at >= 0; at--) sink(at);
  for (let top = heap[0]; top; top = heap[0]) {
    const best = top.run[top.at++];
    if (best) yield best.row;
    if (top.at >= top.run.length) {
      swap(0, heap.length - 1);
      heap.pop();
    }
    sink(0);
  }
}

import { PAUSE, type Flow } from '../pause.ts';
import { memoryLimit } from '../values/errors.ts';
import type { Sortable } from '../values/order.ts';
import type { Order } from './order-by.ts';

/** MongoDB's limit on what one stage keeps in memory, in bytes. */
export const MAX_BYTES_IN_MEMORY = 100 * 1024 * 1024;

/** What an item costs beside its bytes: its key, its place in lists. */
const OVERHEAD = 200;

/** As many items as are sorted in one go, a few milliseconds of work. */
const RUN = 2_000;

/** How items are sorted. */
export interface Sorting<Item> {
  readonly order: Order;
  keyOf(item: Item): readonly Sortable[];
  bytesOf(item: Item): number;
  /** What is kept of an item once its key is known. */
  kept(item: Item): Item;
  /** How many are wanted at most; 0 for all. */
  readonly limit: number;
}

interface Sorted<Item> {
  readonly item: Item;
  readonly key: readonly Sortable[];
  readonly bytes: number;
  /** The place in which it came: equal keys keep their order. */
  readonly place: number;
}

/**
 * Sorts in memory: runs of a few thousand, then merged as they are taken, so that no step is long. With a limit only the
 * best so many are kept. Throws code 292 beyond 100 MB.
 */
export function* sortFlow<Item>(flow: Flow<Item>, sorting: Sorting<Item>): Generator<Item | typeof PAUSE> {
  const { order, limit } = sorting;
  const better = (a: Sorted<Item>, b: Sorted<Item>): number => order.compareKeys(a.key, b.key) || a.place - b.place;
  const best = limit <= RUN ? limit : 0;
  const runs: Sorted<Item>[][] = [];
  let run: Sorted<Item>[] = [];
  let total = 0;
  let place = 0;
  for (const item of flow) {
    yield PAUSE;
    if (item === PAUSE) continue;
    const bytes = sorting.bytesOf(item) + OVERHEAD;
    run.push({ key: sorting.keyOf(item), item: sorting.kept(item), bytes, place: place++ });
    total += bytes;
    if (run.length < RUN + best && total <= MAX_BYTES_IN_MEMORY) continue;
    run.sort(better);
    if (best > 0) total -= run.splice(best).reduce((sum, one) => sum + one.bytes, 0);
    if (total > MAX_BYTES_IN_MEMORY) throw tooMuch();
    if (best === 0) {
      runs.push(run);
      run = [];
    }
  }
  runs.push(run.sort(better));
  for (const { item } of merged(runs, better)) yield item;
}

const tooMuch = (): Error =>
  memoryLimit(
    `Sort exceeded memory limit of ${MAX_BYTES_IN_MEMORY} bytes, but did not opt in to external sorting. Aborting operation.`,
  );

/** A heap of runs by their first item. */
function* merged<Item>(runs: readonly Item[][], better: (a: Item, b: Item) => number): Generator<Item> {
  const heap = runs.filter((run) => run.length > 0).map((run) => ({ run, at: 0 }));
  const first = (place: number): Item | undefined => heap[place]?.run[heap[place].at];
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
    if (best !== undefined) yield best;
    if (top.at >= top.run.length) {
      swap(0, heap.length - 1);
      heap.pop();
    }
    sink(0);
  }
}

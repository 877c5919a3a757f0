import type { Direction } from '../values/keys.ts';
import type { Found } from './found.ts';

interface Head {
  readonly rows: Iterator<Found>;
  /** How many bytes of its keys say which range it is; what is behind them is the order wanted. */
  readonly front: number;
  found: Found;
}

/** Several ranges of an index read side by side, in the order of the bytes behind the part that tells them apart. */
export function* mergeByKey(
  ranges: readonly Iterator<Found>[],
  fronts: readonly number[],
  direction: Direction,
): Generator<Found> {
  const heads = ranges.flatMap((rows, place): Head[] => {
    const first = rows.next();
    return first.done === true ? [] : [{ rows, front: fronts[place] ?? 0, found: first.value }];
  });
  // Few ranges and a page of results: looking at each is cheaper than keeping a heap.
  while (heads.length > 0) {
    let best = 0;
    for (let place = 1; place < heads.length; place++) {
      if (order(heads[place], heads[best]) * direction < 0) best = place;
    }
    const head = heads[best];
    if (!head) return;
    yield head.found;
    const next = head.rows.next();
    if (next.done === true) heads.splice(best, 1);
    else head.found = next.value;
  }
}

function order(a: Head | undefined, b: Head | undefined): number {
  return a?.found.key && b?.found.key ? Buffer.compare(behind(a, a.found.key), behind(b, b.found.key)) : 0;
}

const behind = ({ front }: Head, key: Buffer): Buffer => key.subarray(front);

/** So many goes may be under way at once. */
const LANES = 4;
/** So long one waits for a go that is under way, in milliseconds: one that hangs does not hold up the others. */
const PATIENCE_MS = 25;
/** Items in one go. */
const MOST = 200;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks the store for many things in one trip. What is asked for while there is nothing else to do goes with all that is
 * asked for in the same moment, or, where `soon` is {@link atTurnsEnd}, in the same turn of the event loop; what comes while
 * that is under way is gathered for the next go, as a trip costs far more than what it carries. `go` answers item by item, in
 * their order; where it fails, it fails for all of them.
 */
export function batch<Item, Result>(
  go: (items: readonly Item[]) => Promise<readonly Result[]>,
  soon: (begin: () => void) => unknown = process.nextTick,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  let isBeginning = false;
  let patience: NodeJS.Timeout | undefined;
  const run = async (): Promise<void> => {
    running += 1;
    while (waiting.length > 0) {
      clearTimeout(patience);
      patience = undefined;
      await answer(waiting.splice(0, MOST), go);
    }
    running -= 1;
  };
  // Once whatever can go on without waiting has asked for what it needs.
  const begin = () => {
    if (isBeginning) return;
    isBeginning = true;
    soon(() => {
      isBeginning = false;
      void run();
    });
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running === 0) begin();
      else if (running < LANES) patience ??= setTimeout(() => void run(), PATIENCE_MS);
    });
}

/** For what pages look up: several requests come in one turn. What is written waits for nobody. */
export const atTurnsEnd = setImmediate;

/** The same for documents that are asked for by their id. Whoever asks for one at once gets one and the same. */
export function batchById<Document extends { readonly _id: string }>(
  read: (ids: readonly string[]) => Promise<readonly Document[]>,
): (id: string) => Promise<Document | null> {
  return batch(async (ids: readonly string[]) => {
    const found = new Map((await read([...new Set(ids)])).map((document) => [document._id, document]));
    return ids.map((id) => found.get(id) ?? null);
  }, atTurnsEnd);
}

/** The same for all documents that have this key in common, in the order they are read in. */
export function batchByKey<Document>(
  read: (keys: readonly string[]) => Promise<readonly Document[]>,
  keyOf: (document: Document) => string,
): (key: string) => Promise<readonly Document[]> {
  return batch(async (keys: readonly string[]) => {
    const found = Map.groupBy(await read([...new Set(keys)]), keyOf);
    return keys.map((key) => found.get(key) ?? []);
  }, atTurnsEnd);
}

async function answer<Item, Result>(
  asked: readonly Waiting<Item, Result>[],
  go: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<void> {
  try {
    const results = await go(asked.map(({ item }) => item));
    for (const [place, result] of results.entries()) asked[place]?.resolve(result);
  } catch (error) {
    for (const { reject } of asked) reject(error);
  }
}

import mongoose from 'mongoose';

/** Written at once. */
const SOME = 500;

interface Named {
  readonly name: string;
  readonly nameKey?: unknown;
}

/** Gives people anew what they are found by. `keysOf` says null of whoever has it already. */
export async function keyNames(
  signal: AbortSignal,
  filter: object,
  keysOf: (person: Named) => object | null,
): Promise<void> {
  const people = mongoose.connection.collection('people');
  let waiting: { updateOne: { filter: object; update: object } }[] = [];
  const write = async () => {
    signal.throwIfAborted();
    if (waiting.length > 0) await people.bulkWrite(waiting, { ordered: false });
    waiting = [];
  };
  for await (const { _id, name, nameKey } of people.find(filter, { projection: { name: 1, nameKey: 1 } })) {
    const keys = keysOf({ name: String(name), nameKey });
    // Whoever takes another name meanwhile has the right keys already.
    if (keys) waiting.push({ updateOne: { filter: { _id, name }, update: { $set: keys } } });
    if (waiting.length === SOME) await write();
  }
  await write();
}

import mongoose from 'mongoose';
import { keysOf } from '../features/accounts/name-keys.ts';
import type { Migration } from './migration.ts';

/** Written at once. */
const SOME = 500;

/** Ana María Fuentes is found by `fuentes` too. */
export const laterNamesToFind: Migration = {
  name: '0008-later-names-to-find',
  async run(signal) {
    const people = mongoose.connection.collection('people');
    let waiting: { updateOne: { filter: object; update: object } }[] = [];
    const write = async () => {
      signal.throwIfAborted();
      if (waiting.length > 0) await people.bulkWrite(waiting, { ordered: false });
      waiting = [];
    };
    for await (const { _id, name } of people.find({ laterKeys: { $exists: false } }, { projection: { name: 1 } })) {
      const { laterKeys } = keysOf(String(name));
      // Whoever takes another name meanwhile has the right keys already.
      waiting.push({ updateOne: { filter: { _id, name }, update: { $set: { laterKeys } } } });
      if (waiting.length === SOME) await write();
    }
    await write();
  },
};

import { folded } from '@hearth/shared/kernel/folded';
import mongoose from 'mongoose';
import type { Migration } from './migration.ts';

/** Written at once. */
const SOME = 500;

/** `Łukasz` is found by `lukasz`: what people are looked up by had his stroke. */
export const namesToFind: Migration = {
  name: '0007-names-to-find',
  async run(signal) {
    const people = mongoose.connection.collection('people');
    let waiting: { updateOne: { filter: object; update: object } }[] = [];
    const write = async () => {
      signal.throwIfAborted();
      if (waiting.length > 0) await people.bulkWrite(waiting, { ordered: false });
      waiting = [];
    };
    for await (const { _id, name, nameKey } of people.find({}, { projection: { name: 1, nameKey: 1 } })) {
      const wanted = folded(String(name));
      // Whoever takes another name meanwhile has the right key already.
      if (wanted !== nameKey)
        waiting.push({ updateOne: { filter: { _id, name }, update: { $set: { nameKey: wanted } } } });
      if (waiting.length === SOME) await write();
    }
    await write();
  },
};

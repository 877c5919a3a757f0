import mongoose from 'mongoose';
import { setTimeout as passed } from 'node:timers/promises';
import type { Migration } from '@hearth/server/migrations/migration';
import { serve } from '@hearth/server/serve';
import { sentenceOf } from '@hearth/server/platform/sentence';

/** A server, as main.ts starts it, with two migrations that write down what they do. */
const things = () => mongoose.connection.collection('things');
const runs = () => mongoose.connection.collection('runs');

const migrations: readonly Migration[] = [
  {
    name: '0001-place',
    run: async (signal) => {
      await runs().insertOne({ name: '0001-place' });
      while (!signal.aborted) {
        const next = await things().findOne({ place: { $exists: false } });
        if (!next) return;
        await things().updateOne(
          { _id: next._id, place: { $exists: false } },
          { $set: { place: 1 }, $inc: { changes: 1 } },
        );
        process.stdout.write('changed one\n');
        // The test says when it has seen enough of the middle.
        while (!signal.aborted && !(await things().findOne({ place: 'go on' }))) await passed(50);
      }
    },
  },
  {
    name: '0002-count',
    run: async () => {
      await runs().insertOne({
        name: '0002-count',
        at: Date.now(),
        left: await things().countDocuments({ place: { $exists: false } }),
      });
    },
  },
];

serve(process.env, (line) => process.stdout.write(`${line}\n`), migrations).catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
});

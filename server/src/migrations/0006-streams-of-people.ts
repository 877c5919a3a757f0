import mongoose from 'mongoose';
import type { Migration } from './migration.ts';

/** Some hundreds at a time: others have their turn in between. */
const SOME = 500;

/** Every account has a stream, which begins at 0. */
export const streamsOfPeople: Migration = {
  name: '0006-streams-of-people',
  async run(signal) {
    const people = mongoose.connection.collection('people');
    for (;;) {
      signal.throwIfAborted();
      const old = await people
        .find({ seq: { $exists: false } }, { projection: { _id: 1 } })
        .limit(SOME)
        .toArray();
      if (old.length === 0) return;
      const these = { _id: { $in: old.map(({ _id }) => _id) }, seq: { $exists: false } };
      await people.updateMany(these, { $set: { seq: 0, mark: '' } });
    }
  },
};

import mongoose from 'mongoose';
import type { Migration } from './migration.ts';

/** Some hundreds at a time: others have their turn in between. */
const SOME = 500;

/** Events say `data` and `pending`, as the code does, where versions before said `fact` and `todo`. */
export const wordsOfEvents: Migration = {
  name: '0004-words-of-events',
  async run(signal) {
    const events = mongoose.connection.collection('events');
    await events.dropIndex('todo_at').catch(() => {
      // A store that is new has none.
    });
    for (;;) {
      signal.throwIfAborted();
      const old = await events
        .find({ fact: { $exists: true } }, { projection: { _id: 1 } })
        .limit(SOME)
        .toArray();
      if (old.length === 0) return;
      const these = { _id: { $in: old.map(({ _id }) => _id) }, fact: { $exists: true } };
      await events.updateMany(these, { $rename: { fact: 'data', todo: 'pending' } });
    }
  },
};

import mongoose from 'mongoose';
import type { Migration } from './migration.ts';

/** Changed at once; a board of years has some ten thousand. */
const SOME = 500;

/** A board's event holds several rows (docs/decisions/0009); before, it held one. The collection as it is, not as a model of today. */
export const rowsOfBoards: Migration = {
  name: '0001-rows-of-boards',
  async run(signal) {
    const events = mongoose.connection.collection('events');
    const left = { stream: /^board:/, 'data.row': { $exists: true }, 'data.rows': { $exists: false } };
    for (;;) {
      signal.throwIfAborted();
      const some = await events
        .find(left, { projection: { _id: 1 } })
        .limit(SOME)
        .toArray();
      if (some.length === 0) return;
      const these = { ...left, _id: { $in: some.map(({ _id }) => _id) } };
      await events.updateMany(these, [{ $set: { 'data.rows': ['$data.row'] } }]);
    }
  },
};

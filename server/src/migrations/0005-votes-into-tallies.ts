import mongoose, { type AnyObject } from 'mongoose';
import { duplicatesIn } from '../platform/retry-on-duplicate.ts';
import type { Migration } from './migration.ts';

/** Some hundreds at a time: others have their turn in between. */
const SOME = 500;

/** Votes are entries of a tally like any other. They keep their ids, so that what was begun goes on where it stopped. */
export const votesIntoTallies: Migration = {
  name: '0005-votes-into-tallies',
  async run(signal) {
    const [votes, tallies] = ['votes', 'tallies'].map((name) => mongoose.connection.collection(name));
    if (!votes || !tallies) return;
    for (;;) {
      signal.throwIfAborted();
      const some = await votes.find({}).limit(SOME).toArray();
      if (some.length === 0) break;
      const puts = some.map((vote) => ({
        replaceOne: { filter: { _id: vote._id }, replacement: entryOf(vote), upsert: true },
      }));
      // One that is there under another id was given to a server of this version, and counts.
      await tallies.bulkWrite(puts, { ordered: false }).catch(duplicatesIn);
      const deletes = some.map(({ _id, personId, up }) => ({ deleteOne: { filter: { _id, personId, up } } }));
      await votes.bulkWrite(deletes, { ordered: false });
    }
    await votes.drop().catch(() => {
      // A store that is new has none.
    });
  },
};

function entryOf({ roomId, questionId, personId, up, at, fresh }: AnyObject): AnyObject {
  const value = up ? 'up' : null;
  const entry = { tally: 'question-votes', streamId: roomId, subject: questionId, personId, value, at };
  return fresh === undefined ? entry : { ...entry, fresh };
}

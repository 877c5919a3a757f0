import { expect, test } from '@jest/globals';
import { useStore } from '../support/use-store.ts';

const store = useStore();

test.each([{ causalConsistency: false }, { causalConsistency: true }])(
  'reads its own writes in a session with %o',
  async (options) => {
    const session = store.client.startSession(options);
    const rows = store.collection();
    await rows.insertOne({ _id: 1 }, { session });
    expect(await rows.find({}, { session }).toArray()).toEqual([{ _id: 1 }]);
    expect(await rows.countDocuments({}, { session })).toBe(1);
    await session.endSession();
  },
);

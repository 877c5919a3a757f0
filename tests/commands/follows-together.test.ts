import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FollowModel } from '@hearth/server/features/follows/model';
import { upsertedIn } from '@hearth/server/platform/retry-on-duplicate';
import { openApp, type TestApp } from '../support/app.ts';
import { present } from '../support/parts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

test('of follows that are put together those are known that were put, also where one met somebody else’s', async () => {
  const [one, met, two] = ['1', '2', '3'].map((n) => n.padStart(16, 'e'));
  const fields = { level: 'follow', reason: 'replied', at: new Date() } as const;
  const put = (personId = '', passedOver = {}) => ({
    updateOne: {
      filter: { personId, kind: 'thread' as const, id: 'e'.repeat(16), ...passedOver },
      update: { $setOnInsert: fields },
      upsert: true,
    },
  });
  await FollowModel.bulkWrite([put(met)]);
  // Of two upserts that meet MongoDB refuses one, as it does where the filter passes over what is there.
  const tries = [
    [put(one), put(met, { level: { $ne: 'follow' } }), put(two)],
    [put(one), put(met), put(two)],
  ];
  const places = await upsertedIn(() => FollowModel.bulkWrite(present(tries.shift()), { ordered: false }));
  expect([[...places].sort(), tries]).toEqual([[0, 2], []]);
});

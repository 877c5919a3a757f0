import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bellOfThreads } from '@hearth/server/features/notifications/notify';
import { NotificationModel } from '@hearth/server/features/notifications/model';
import { readFrom } from '@hearth/server/streams/store';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

test('what a burst of replies tells at the bell is asked of the store together, and put together', async () => {
  const REPLIES = 20;
  const owner = await app.person({ role: 'moderator' });
  const { id: threadId } = await aThread(owner, await aBoard());
  for (let n = 0; n < REPLIES; n++) {
    const person = await app.person({ role: 'moderator' });
    await person.do('post.reply', { threadId, text: `Answer ${n}` });
  }
  await app.settled();
  await NotificationModel.deleteMany({});
  const events = await readFrom(`thread:${threadId}`, 1, 100);
  const trips = new Map<string, number>();
  mongoose.set('debug', (collection: string, method: string) => {
    const trip = `${collection}.${method}`;
    trips.set(trip, (trips.get(trip) ?? 0) + 1);
  });
  try {
    await bellOfThreads.handle(app.services, events);
  } finally {
    mongoose.set('debug', false);
  }
  expect(await NotificationModel.countDocuments({ personId: owner.personId })).toBe(REPLIES);
  // A lane of a batch may go twice; one after another it was six trips for each reply.
  expect([...trips].filter(([, times]) => times > 4)).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ThreadId } from '@hearth/shared/threads/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';

/** What a page that is kept asks of the store, each time it is shown to a member. */
let app: TestApp;
let author: Person;
let ana: Person;
let threadId: ThreadId;
beforeAll(async () => {
  app = await openApp({}, { withPages: true });
  [author, ana] = [await app.person(), await app.person()];
  threadId = (await aThread(author, await aBoard())).id;
  await app.settled();
}, 60_000);
afterAll(() => app.close());

async function open(): Promise<string> {
  const response = await fetch(`${app.url}/t/${threadId}`, { headers: { cookie: ana.cookie ?? '' } });
  return `${response.status} ${await response.text()}`;
}

/** Without what the server looks at by itself. */
async function tripsOf(act: () => Promise<unknown>): Promise<string[]> {
  const trips: string[] = [];
  mongoose.set('debug', (collection: string, method: string) => void trips.push(`${collection}.${method}`));
  try {
    await act();
  } finally {
    mongoose.set('debug', false);
  }
  return trips.filter((trip) => !trip.startsWith('jobs.')).toSorted();
}

async function tenTimes(): Promise<void> {
  for (let n = 0; n < 10; n++) await open();
}

/** With how long it took: what is kept is read again after a while. */
async function timed<T>(act: () => Promise<T>): Promise<{ readonly of: T; readonly ms: number }> {
  const begun = performance.now();
  return { of: await act(), ms: performance.now() - begun };
}

test('how much a member hears of a thread is one trip for each page, whatever it depends on', async () => {
  await ana.do('person.mute', { personId: author.personId, muted: true });
  await ana.do('follow.set', { what: { threadId }, level: 'mute' });
  for (let n = 0; n < 2; n++) expect((await open()).slice(0, 3)).toBe('200');
  const trips = await tripsOf(open);
  expect(trips.filter((trip) => trip.startsWith('follows.'))).toEqual(['follows.find']);
});

test('new house rules are on the next page, and off it once they were read; no page looks for them itself', async () => {
  const admin = await app.person({ role: 'admin' });
  const both = (words: string) => ({ en: words, es: words });
  const publish = async (changes: string) => {
    const { current, source } = await admin.see('house-rules.get', {});
    return admin.do('house-rules.publish', { after: current, rules: source ?? [], changes: both(changes) });
  };
  for (const changes of ['Be brave.', 'Be braver.']) {
    await open();
    const { version } = await publish(changes);
    expect(await open()).toContain(changes);
    await ana.do('house-rules.agree', { version });
    expect(await open()).not.toContain(changes);
  }
  const trips = await timed(() => tripsOf(tenTimes));
  expect(trips.of.filter((trip) => trip.startsWith('houserules.')).length).toBeLessThanOrEqual(2 + trips.ms / 2_000);
  expect(trips.of.filter((trip) => trip.startsWith('consents.'))).toEqual([]);
});

test('a picture is on the next page and off it again, and no page looks for new ones itself', async () => {
  const { id } = await upload(author, await gradient(600, 400).jpeg().toBuffer(), 'photo');
  expect(await open()).not.toContain(id);
  await author.do('photo.set', { fileId: id });
  expect(await open()).toContain(id);
  await author.do('photo.remove', {});
  expect(await open()).not.toContain(id);
  const trips = await timed(() => tripsOf(tenTimes));
  expect(trips.of.filter((trip) => trip.startsWith('phototellings.')).length).toBeLessThanOrEqual(2 + trips.ms / 500);
});

test('a page that is kept costs a member eight trips, and those that all pages share', async () => {
  await open();
  const shared = /^(boards|houserules|phototellings)\./;
  expect((await tripsOf(open)).filter((trip) => !shared.test(trip))).toEqual([
    'follows.find',
    'notifications.find',
    'people.find',
    'reactiontellings.find',
    'reads.find',
    'sessions.find',
    'tallies.find',
    'threads.find',
  ]);
});

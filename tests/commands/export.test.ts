import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exports } from '@hearth/server/features/privacy/export';
import { sessions } from '@hearth/server/features/accounts/session';
import { setProven } from '@hearth/server/features/accounts/store';
import { QuestionModel } from '@hearth/server/features/rooms/model';
import { Limiter } from '@hearth/server/platform/rate-limit';
import { runQuery } from '@hearth/server/queries';
import { exports as budget } from '@hearth/shared/privacy/budgets';
import mongoose from 'mongoose';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { reasonIn } from '../support/parts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

/** A search of the store, as the driver is given it. */
interface Search {
  readonly collection: string;
  readonly filter: mongoose.mongo.Filter<mongoose.mongo.Document>;
  readonly options: mongoose.mongo.FindOptions;
}

/** Everything that is looked for in the store while something is done. */
async function searchesOf(doing: () => Promise<unknown>): Promise<Search[]> {
  const searches: Search[] = [];
  mongoose.set('debug', (collection: string, method: string, ...[filter, options]: unknown[]) => {
    if (method === 'find' || method === 'findOne')
      searches.push({ collection, filter: filter ?? {}, options: options ?? {} });
  });
  try {
    await doing();
  } finally {
    mongoose.set('debug', false);
  }
  return searches;
}

/** Asks without a line between, so that all of a crowd are there at once. */
async function asking(person: Person, limiter = app.services.limiter) {
  const its = { ...app.services, limiter };
  const origin = { address: '192.0.2.1', userAgent: '', requestId: 'test', setCookie: null };
  const visitor = await sessions.resolve(its, person.cookie);
  return () => runQuery({ services: its, visitor, origin }, 'account.export', {});
}

/** Asked again, as its page does it, while it takes longer than an answer may. */
async function prepared<T extends { ok: boolean }>(take: () => Promise<T>): Promise<T> {
  let answer = await take();
  const isUnderWay = () => reasonIn(answer) === 'export-under-way';
  while (isUnderWay()) answer = await take();
  return answer;
}

test('H9: a hundred and fifty at once cost one reading, and others are answered meanwhile', async () => {
  const [ana, ben] = [await app.person(), await app.person()];
  const { id } = await aThread(ana, await aBoard());
  const { id: roomId } = await aRoom(await app.person({ role: 'moderator' }));
  await ana.do('question.ask', { roomId, text: 'Mine?', anonymous: true });
  // Many of others, whose marks have to be tried.
  const others = Array.from({ length: 20_000 }, (_, n) => ({
    ...{ roomId: String(n % 50).padStart(16, 'e'), id: String(n).padStart(16, '0'), owner: 'x'.repeat(43) },
    ...{ text: 'Theirs', by: null, askedAt: new Date(), order: n + 1, status: 'open', votes: 0, note: '', rev: 1 },
  }));
  await QuestionModel.collection.insertMany(others);
  const take = await asking(ana);
  const waits: number[] = [];
  let isOver = false;
  const readOnce = async () => {
    const begin = performance.now();
    await ben.see('thread.get', { threadId: id });
    return performance.now() - begin;
  };
  const read = async () => {
    while (!isOver) waits.push(await readOnce());
  };
  const before: number[] = [];
  for (let n = 0; n < 50; n++) before.push(await readOnce());
  const searches = await searchesOf(async () => {
    const reading = read();
    const answers = await Promise.all(Array.from({ length: 150 }, () => prepared(take)));
    isOver = true;
    await reading;
    for (const answer of answers)
      expect(answer).toMatchObject({
        value: { posts: [{ text: 'We have no driver.' }], questions: [{ text: 'Mine?' }] },
      });
  });
  const of = (name: string) => searches.filter(({ collection }) => collection === name);
  // One goes through all marks, the other reads one's own question.
  expect(of('questions')).toHaveLength(2);
  // Votes, ballots, reports, ideas, thanks and what was said of posts are read once each; others may be recounted meanwhile.
  expect(of('tallies').filter(({ filter }) => 'personId' in filter)).toHaveLength(7);
  expect(waits.length).toBeGreaterThan(3);
  // On a machine with other things to do, all of them are slow.
  expect(Math.max(...waits)).toBeLessThan(1_000 + 10 * Math.max(...before));
}, 60_000);

test('H9: everything is found by an index, but for marks, which can only be tried', async () => {
  const rosa = await app.person({ role: 'moderator' });
  const { id } = await aThread(rosa, await aBoard());
  await aRoom(rosa);
  await rosa.do('thread.mark-read', { threadId: id, no: 1 });
  const searches = await searchesOf(async () => {
    await rosa.see('account.export', {});
    await rosa.see('person.find', { name: 'Ro' });
    await rosa.see('person.waiting', {});
    await rosa.see('room.list', {});
    await rosa.see('thread.latest', { most: 5 });
    await rosa.see('account.sessions', {});
  });
  const whole: string[] = [];
  for (const { collection, filter, options } of searches) {
    const plan = await mongoose.connection.collection(collection).find(filter, options).explain('queryPlanner');
    if (JSON.stringify(plan).includes('COLLSCAN')) whole.push(collection);
  }
  expect(new Set(searches.map(({ collection }) => collection)).size).toBeGreaterThan(7);
  // Invitations last a week; boards are few, and may be known from half a second ago.
  const kept = new Set(whole.filter((name) => name !== 'boards'));
  expect([...kept].sort()).toEqual(['invitations', 'questions']);
});

test('H9: so many an hour, told in words; one that was not handed out is not counted', async () => {
  const ana = await app.person();
  await setProven(ana.personId);
  // As in production.
  const take = await asking(ana, new Limiter(null, app.services.secret, 1));
  let release = () => {};
  const held = new Promise<never>((_, reject) => (release = () => reject(new Error('over'))));
  const others = app.services
    .use(exports)
    .get('somebody else', () => held)
    .catch(() => 'over');
  expect(await take()).toMatchObject({ ok: false, error: { reason: 'export-under-way', code: 'busy' } });
  release();
  await others;
  for (let n = 0; n < budget.points; n++) expect(await prepared(take)).toMatchObject({ ok: true });
  const refused = await take();
  expect(refused).toMatchObject({ error: { reason: 'too-many-exports', code: 'too-many' } });
  expect(refused.ok || refused.error.message).toMatch(/3 times in the last hour\. Try again in \d+ minutes/);
}, 30_000);

test('H9: what is gathered with the rights of a role is not given to whoever has lost it', async () => {
  const rosa = await app.person({ role: 'moderator' });
  const admin = await app.person({ role: 'admin' });
  const { id } = await aThread(admin, await aBoard({ readers: 'staff' }), { title: 'Among us' });
  await rosa.do('post.reply', { threadId: id, text: 'My own words' });
  await aRoom(rosa, { readers: 'staff' });
  const titles = async () => {
    const { posts, hosted } = await rosa.see('account.export', {});
    return [...posts, ...hosted].map(({ title }) => title);
  };
  expect(await titles()).toEqual(['Among us', 'Ask a coordinator']);
  await admin.do('person.set-role', { personId: rosa.personId, role: 'member' });
  expect(await titles()).toEqual(['', '']);
});

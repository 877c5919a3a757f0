import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PersonModel } from '@hearth/server/features/accounts/model';
import { beginErasing, findPerson, mayLeaveAdmins } from '@hearth/server/features/accounts/store';
import { personalData } from '@hearth/server/features/index';
import { takeOut } from '@hearth/server/features/privacy/erase';
import { finishAllErasing } from '@hearth/server/features/privacy/erasing';
import { sessions } from '@hearth/server/features/accounts/session';
import { runCommand } from '@hearth/server/commands';
import { Limiter } from '@hearth/server/platform/rate-limit';
import { erasures } from '@hearth/shared/privacy/budgets';
import { commit } from '@hearth/server/streams/commit';
import { threads } from '@hearth/server/features/threads/stream';
import mongoose from 'mongoose';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { removeAs } from '../support/removing.ts';
import { until, watchBoard, watchRoom, watchThread } from '../support/watching.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

/** Everything in the store, a document on each line. */
async function dump(): Promise<string> {
  const database = mongoose.connection.db;
  if (!database) throw new Error('the store is not open');
  const names = (await database.listCollections().toArray()).map(({ name }) => name);
  const all = names.map(async (name) =>
    (await database.collection(name).find().toArray()).map((document) => JSON.stringify({ name, ...document })),
  );
  return (await Promise.all(all)).flat().join('\n');
}

/** Those of the traces that are in it; the text itself is too long to be shown. */
const found = (text: string, ...traces: string[]) => traces.filter((trace) => text.includes(trace));

/** Somebody who has left a trace of every kind. */
async function aLife(name: string) {
  const ben = await app.person({ name: 'Ben Okafor', role: 'moderator' });
  const ana = await app.person({ name, school: `School of ${name}`, role: 'moderator' });
  const boardId = await aBoard();
  const own = await aThread(ana, boardId);
  const other = await aThread(ben, boardId);
  await ana.do('reaction.set', { threadId: other.id, no: 1, kind: 'thanks' });
  await ana.do('post.reply', { threadId: other.id, text: `Words of ${name} in another thread` });
  await ana.do('post.reply', { threadId: other.id, text: `Regretted by ${name}` });
  await ana.do('post.delete', { threadId: other.id, no: 3 });
  await ben.do('post.reply', { threadId: own.id, text: 'Deleted by a moderator, and brought back' });
  await removeAs(ana, { threadId: own.id, no: 2 });
  await ana.do('post.restore', { threadId: own.id, no: 2 });
  await ana.do('thread.mark-read', { threadId: other.id, no: 2 });
  const hosted = await aRoom(ana);
  const { id: roomId } = await aRoom(ben);
  await ana.do('question.ask', { roomId, text: `Named question of ${name}`, anonymous: false });
  await ana.do('question.ask', { roomId, text: `Nameless question of ${name}`, anonymous: true });
  const { question } = await ben.do('question.ask', { roomId, text: 'Asked by Ben', anonymous: false });
  await ana.do('question.vote', { roomId, questionId: question.id, up: true });
  await ana.do('invitation.create', { uses: 3, locale: 'en' });
  await app.settled();
  return { ana, ben, boardId, own, other, hosted, roomId, question };
}

const erase = async (person: Person, words: 'keep' | 'remove') =>
  person.do('account.erase', { email: await addressOf(person), words });

/** When nothing that was under way can come any more. */
async function minutesLater(): Promise<void> {
  app.clock.advance(121_000);
  await finishAllErasing(app.services, personalData);
  // What follows from it has been acknowledged as well.
  await app.settled();
}

const addressOf = async (person: Person) => (await person.see('account.me', {})).me?.email ?? '';

test('one gets everything about oneself, and nothing about anybody else', async () => {
  const { ana, other } = await aLife('Ximena Export');
  const exported = await ana.see('account.export', {});
  expect(exported.profile.name).toBe('Ximena Export');
  expect(exported.posts.map(({ text }) => text)).toContain('Words of Ximena Export in another thread');
  expect(exported.posts.map(({ text }) => text)).toContain('Regretted by Ximena Export');
  expect(exported.read).toContainEqual({ threadId: other.id, no: 2 });
  expect(exported.questions.map(({ anonymous }) => anonymous).sort()).toEqual([false, true]);
  expect([exported.hosted.length, exported.votes.length, exported.invitations.length]).toEqual([1, 1, 1]);
  expect(exported.devices.length).toBeGreaterThan(0);
  expect([exported.addressProven, exported.deletedPosts]).toEqual([true, []]);
  expect(JSON.stringify(exported)).not.toMatch(/Okafor|passwordHash|argon/);
});

test('attack 65: after erasing, neither name nor address nor id is anywhere, the words stay, and it may be asked again', async () => {
  const { ana, ben, boardId, other, own, roomId, question } = await aLife('Yolanda Erased');
  const email = await addressOf(ana);
  const views = [await watchThread(ben, other.id), await watchThread(ben, own.id)];
  const [board, room] = [await watchBoard(ben, boardId), await watchRoom(ben, roomId)];
  await until(async () => (await room.fresh()).state.questions[question.id]?.votes === 1, 'the vote to be counted');

  expect(await ana.try('account.erase', { email: 'somebody@else.example', words: 'keep' })).toMatchObject({
    ok: false,
    error: { reason: 'invalid-input' },
  });
  await ana.do('account.erase', { email, words: 'keep' });
  await app.settled();

  expect(found(await dump(), 'School of Yolanda', '"name":"Yolanda', email)).toEqual([]);
  await minutesLater();
  const everything = await dump();
  expect(found(everything, 'School of Yolanda', '"name":"Yolanda', email, ana.personId)).toEqual([]);
  expect(found(everything, 'Words of Yolanda Erased in another thread')).toHaveLength(1);
  expect(found(everything, 'Regretted by Yolanda Erased')).toEqual([]);
  expect((await ana.see('account.me', {})).me).toBeNull();
  expect(await ben.see('person.find', { name: 'Yolanda' })).toEqual([]);

  // L3: whoever looked on sees what a newcomer sees.
  for (const view of [...views, board, room]) {
    await view.converged();
    expect(view.state).toEqual((await view.fresh()).state);
  }
  expect(views[0]?.state.posts[1]?.by).toBeNull();
  expect((await room.fresh()).state.questions[question.id]?.votes).toBe(1);
  await minutesLater();
  const before = new Set(everything.split('\n'));
  const since = (await dump()).split('\n').filter((line) => !before.has(line));
  // That Ben was here is noted anew with every hour that begins.
  expect(since.filter((line) => !line.startsWith('{"name":"sessions"'))).toEqual([]);
  expect(await ben.try('post.restore', { threadId: other.id, no: 3 })).toMatchObject({
    error: { reason: 'no-such-thing' },
  });
}, 40_000);

test('the words go too when that is wanted', async () => {
  const { ana, ben, other } = await aLife('Zita Wordless');
  await erase(ana, 'remove');
  await app.settled();
  expect(found(await dump(), 'Words of Zita', 'Regretted by Zita', 'question of Zita')).toEqual([]);
  const view = await watchThread(ben, other.id);
  expect(view.state.posts[1]).toMatchObject({ by: null, deleted: true, html: '' });
});

test('what a crash interrupted is finished at the next start', async () => {
  const { ana } = await aLife('Wanda Interrupted');
  const person = await findPerson(ana.personId);
  await beginErasing(ana.personId, 'keep', app.clock.now());
  // The process ends when everything people see is done, and nothing of the log.
  const { streams } = app.services;
  const { outbox } = streams;
  const caughtUp = () => Promise.reject(new Error('the power failed'));
  const dying = Object.assign(Object.create(outbox), { add: outbox.add.bind(outbox), caughtUp });
  const cut = { ...app.services, streams: { ...streams, outbox: dying } };
  const erasing = takeOut(cut, personalData, person ?? never(), 'keep');
  await expect(erasing).rejects.toThrow('the power failed');
  expect(found(await dump(), ana.personId, 'School of Wanda')).not.toEqual([]);
  await app.settled();
  await minutesLater();
  await minutesLater();
  expect(found(await dump(), ana.personId, 'School of Wanda', '"name":"Wanda')).toEqual([]);
}, 40_000);

test('what was under way while somebody left is found minutes later', async () => {
  const { ana, ben, other } = await aLife('Vera Underway');
  const by = (await watchThread(ben, other.id)).state.posts[1]?.by ?? null;
  await erase(ana, 'keep');
  await app.settled();
  // As a command ends that had looked at the session before.
  await commit(
    app.services.streams,
    threads,
    other.id,
    { commandId: randomUUID(), issuer: ana.personId },
    (aggregate) => {
      const { _id, seq: _seq, mark: _mark, ...thread } = aggregate ?? never();
      const at = app.clock.now();
      const post = { no: 4, key: randomUUID(), by, at, editedAt: null, deletedAt: null, deletedBy: null };
      return { thread: { ...thread, lastNo: 4, lastPostAt: at }, post: { ...post, text: 'Late', html: '<p>Late</p>' } };
    },
  );
  await app.settled();
  expect(found(await dump(), ana.personId, 'School of Vera')).not.toEqual([]);
  await minutesLater();
  expect(await findPerson(ana.personId)).not.toBeNull();
  await minutesLater();
  expect(await findPerson(ana.personId)).toBeNull();
  const view = await watchThread(ben, other.id);
  expect(view.state.posts.map((post) => post.by?.name ?? null)).toEqual(['Ben Okafor', null, null, null]);
  expect(found(await dump(), ana.personId, 'School of Vera')).toEqual([]);
}, 40_000);

test('L12: a question without a name does not change when its asker leaves and the words stay', async () => {
  const { ana, ben, roomId } = await aLife('Ulla Unnamed');
  const room = await watchRoom(ben, roomId);
  const nameless = () =>
    Object.values(room.state.questions).find(({ text }) => text === 'Nameless question of Ulla Unnamed');
  const before = nameless();
  await erase(ana, 'keep');
  await app.settled();
  await room.converged();
  expect(nameless()).toEqual(before);
  const named = Object.values(room.state.questions).find(({ text }) => text === 'Named question of Ulla Unnamed');
  expect([before?.by, named?.by]).toEqual([null, null]);
  // Nor do the marks of those who left have anything in common.
  const stored = await mongoose.connection.collection('questions').find({ roomId }).toArray();
  expect(new Set(stored.map(({ owner }) => String(owner))).size).toBe(3);
  expect(stored.map(({ owner }) => String(owner).length)).toEqual([43, 43, 43]);
});

test('the only admin stays', async () => {
  const admin = await app.person({ role: 'admin' });
  expect(await admin.try('account.erase', { email: await addressOf(admin), words: 'keep' })).toMatchObject({
    ok: false,
    error: { reason: 'last-admin' },
  });
  expect(await admin.try('person.set-role', { personId: admin.personId, role: 'member' })).toMatchObject({
    error: { reason: 'last-admin' },
  });
  expect((await admin.see('account.me', {})).me?.role).toBe('admin');

  const other = await app.person({ role: 'admin' });
  const addresses = [await addressOf(admin), await addressOf(other)];
  const answers = await Promise.all(
    [admin, other].map((person, n) => person.try('account.erase', { email: addresses[n] ?? '', words: 'keep' })),
  );
  expect(answers.filter(({ ok }) => ok).length).toBeLessThan(2);
});

test('a role that was taken and given back stays given, though the first command comes again', async () => {
  const [admin, other] = [await app.person({ role: 'admin' }), await app.person({ role: 'admin' })];
  const [taken, role] = [randomUUID(), async () => (await other.see('account.me', {})).me?.role];
  await admin.do('person.set-role', { personId: other.personId, role: 'member' }, taken);
  expect(await role()).toBe('member');
  await admin.do('person.set-role', { personId: other.personId, role: 'admin' });
  await admin.do('person.set-role', { personId: other.personId, role: 'member' }, taken);
  expect(await role()).toBe('admin');
});

test('of admins who take each other’s role at once one stays at least, and whoever dies over it has changed nothing', async () => {
  const admins = { role: 'admin', status: 'active' } as const;
  const two = async () => {
    await PersonModel.updateMany(admins, { role: 'member' });
    return [await app.person({ role: 'admin' }), await app.person({ role: 'admin' })] as const;
  };
  for (let time = 0; time < 5; time++) {
    const [ana, ben] = await two();
    await Promise.all([
      ana.try('person.set-role', { personId: ben.personId, role: 'member' }),
      ben.try('person.set-role', { personId: ana.personId, role: 'moderator' }),
    ]);
    expect(await PersonModel.countDocuments(admins)).toBeGreaterThan(0);
  }
  const [leaver, other] = await two();
  // As of a server that dies then: whoever was about to leave is an admin, and is counted on again in a minute.
  expect(await mayLeaveAdmins(leaver.personId, app.clock.now())).toBe(true);
  expect((await leaver.see('account.me', {})).me?.role).toBe('admin');
  expect(await mayLeaveAdmins(other.personId, app.clock.now())).toBe(false);
  app.clock.advance(61_000);
  expect(await mayLeaveAdmins(other.personId, app.clock.now())).toBe(true);
});

test('H9: accounts that are made to be erased are few an hour, and one erasure runs at a time', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => app.person()));
  const addresses = await Promise.all(people.map(addressOf));
  // Each has a mailbox of its own that answers, and is erased once.
  const strict = { ...app.services, limiter: new Limiter(null, app.services.secret, 1) };
  const origin = { address: '192.0.2.1', userAgent: '', requestId: 'test', setCookie: () => {} };
  const leave = async (person: Person, email: string) => {
    const call = { services: strict, visitor: await sessions.resolve(strict, person.cookie), origin };
    return runCommand(call, 'account.erase', randomUUID(), { email, words: 'keep' });
  };
  const whose = { key: '192.0.2.0/24', isTogether: false };
  for (let n = 0; n < erasures.points - 3; n++) await strict.limiter.take(erasures, whose);
  for (const [n, person] of people.slice(0, 3).entries()) {
    expect(await leave(person, 'somebody@else.example')).toMatchObject({ error: { reason: 'invalid-input' } });
    expect(await leave(person, addresses[n] ?? '')).toMatchObject({ ok: true });
  }
  const [, , , last] = people;
  expect(await leave(last ?? never(), addresses[3] ?? '')).toMatchObject({ error: { reason: 'too-many-erasures' } });
  expect((await last?.see('account.me', {}))?.me).not.toBeNull();
  await app.settled();
});

function never(): never {
  throw new Error('nobody is there');
}

test('an address that was erased stands in no invitation, and nothing that was mailed to it leads in', async () => {
  const [ben, ana] = [await app.person({ role: 'moderator' }), await app.person()];
  const { me } = await ana.see('account.me', {});
  const email = me?.email ?? '';
  await ben.do('invitation.create', { uses: 3, email, locale: 'en' });
  await ana.do('account.request-code', { email, locale: 'en' });
  await app.settled();
  expect(found(await dump(), email)).toEqual([email]);
  await ana.do('account.erase', { email, words: 'keep' });
  await app.settled();
  expect(found(await dump(), email)).toEqual([]);
});

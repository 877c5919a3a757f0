import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hashPassword } from '@hearth/server/features/accounts/password';
import { deleteSessionsOf } from '@hearth/server/features/accounts/session-store';
import { moveStatus, setPasswordHash } from '@hearth/server/features/accounts/store';
import { overHttp } from '@hearth/web/lib/api/http';
import mongoose from 'mongoose';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { PASSWORD, Person } from '../support/person.ts';
import { until, watchBoard } from '../support/watching.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

async function isSignedIn(person: Person): Promise<boolean> {
  return (await person.see('account.me', {})).me !== null;
}

/** The mail that comes of asking for a code. */
async function mailFor(email: string) {
  const latest = () => app.services.mailer.inbox()?.[0];
  const before = latest();
  await app.stranger().do('account.request-code', { email, locale: 'en' });
  await until(() => latest() !== before, 'the mail');
  return latest();
}

async function codeFor(email: string): Promise<string> {
  return /\d{6}/.exec((await mailFor(email))?.subject ?? '')?.[0] ?? '';
}

/** The cookie's whole line, as signing in sets it. */
async function cookieOf(url: string): Promise<string> {
  const { me } = await (await app.person()).see('account.me', {});
  const response = await fetch(`${url}/api/commands/account.sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ email: me?.email, password: PASSWORD }),
  });
  return response.headers.getSetCookie().join('\n');
}

/** Somebody with an account of an earlier version, whose address nobody has proved. */
async function ofBefore() {
  const person = await app.person();
  await mongoose.connection
    .collection<{ _id: string }>('people')
    .updateOne({ _id: person.personId }, { $unset: { isProven: 1 } });
  return person;
}

test('the cookie is out of reach of scripts and other sites, for sixty days', async () => {
  const line = await cookieOf(app.url);
  expect(line).toMatch(/^hearth=[\w-]{43}; Path=\/; Max-Age=5184000; HttpOnly; SameSite=Lax$/);
});

test('the cookie’s token is in the store nowhere, only its hash', async () => {
  const person = await app.person();
  const token = person.cookie?.split('=')[1] ?? '';
  const sessions = await mongoose.connection.collection('sessions').find({ personId: person.personId }).toArray();
  expect(sessions.map(({ _id }) => String(_id))).toEqual([createHash('sha256').update(token).digest('hex')]);
  expect(JSON.stringify(sessions)).not.toContain(token);
  const shown = await person.see('account.sessions', {});
  expect(JSON.stringify(shown)).not.toContain(String(sessions[0]?._id));
});

test('a session goes on while it is used, and ends sixty days after the last use', async () => {
  const person = await app.person();
  const later = async (days: number) => {
    app.clock.advance(days * DAY_MS);
    return isSignedIn(person);
  };
  try {
    expect(await later(50)).toBe(true);
    expect(await later(50)).toBe(true);
    expect(await later(61)).toBe(false);
  } finally {
    app.clock.advance(-161 * DAY_MS);
  }
});

test('what one person wrote is never posted as another who signed in with the same browser meanwhile', async () => {
  const [ana, ben] = [await app.person(), await app.person()];
  const { id: threadId } = await aThread(ana, await aBoard());
  const withBensCookie: typeof fetch = (to, init) =>
    fetch(to, {
      ...init,
      headers: { ...init?.headers, origin: app.url, cookie: ben.cookie ?? '' },
    });
  const say = (personId?: string | null) =>
    overHttp(
      app.url,
      withBensCookie,
      personId,
    )({
      name: 'post.reply',
      commandId: randomUUID(),
      input: { threadId, text: 'Between us.' },
      since: Date.now(),
    });
  for (const whose of [ana.personId, null]) {
    expect(await say(whose)).toMatchObject({ ok: false, error: { reason: 'sign-in-first' } });
  }
  expect((await ana.see('thread.get', { threadId })).posts).toHaveLength(1);
  for (const whose of [ben.personId, undefined]) expect(await say(whose)).toMatchObject({ ok: true });
});

test('L12: the store knows to the hour only when a session was used', async () => {
  const person = await app.person();
  const seenAt = async () => (await person.see('account.sessions', {})).find(({ current }) => current)?.seenAt ?? '';
  const times = async () => {
    const [session] = await mongoose.connection.collection('sessions').find({ personId: person.personId }).toArray();
    return ['startedAt', 'seenAt', 'endsAt'].map((name) => Number(session?.[name]) % HOUR_MS);
  };
  const first = Date.parse(await seenAt());
  expect(await times()).toEqual([0, 0, 0]);
  app.clock.advance(HOUR_MS);
  expect(Date.parse(await seenAt())).toBe(first + HOUR_MS);
  expect(await times()).toEqual([0, 0, 0]);
  app.clock.advance(-HOUR_MS);
});

test.each([
  ['no cookie', null],
  ['an unknown token', `hearth=${'A'.repeat(43)}`],
  ['half a token', 'hearth=abc'],
  ['an operator', 'hearth[$ne]=x'],
  ['something else', 'theme=dark; lang=es'],
])('with %s one is a stranger', async (_what, cookie) => {
  expect(await isSignedIn(new Person(app.url, null, cookie))).toBe(false);
});

test('nobody ends the session of somebody else', async () => {
  const [ana, ben] = await Promise.all([app.person(), app.person()]);
  const [session] = await ana.see('account.sessions', {});
  await ben.do('account.end-session', { sessionId: session?.id ?? '' });
  expect(await isSignedIn(ana)).toBe(true);
  expect((await ben.see('account.sessions', {})).map(({ id }) => id)).not.toContain(session?.id);
});

test('attack 26: a closed account is a stranger at once, and cannot sign in again', async () => {
  const person = await app.person();
  const email = (await person.see('account.me', {})).me?.email ?? '';
  await moveStatus(person.personId, 'active', 'closed');
  expect(await isSignedIn(person)).toBe(false);
  expect(await app.stranger().try('account.sign-in', { email, password: PASSWORD })).toMatchObject({
    error: { reason: 'account-closed' },
  });
  expect(await app.stranger().try('account.sign-in', { email, password: 'a wrong one here' })).toMatchObject({
    error: { reason: 'sign-in-failed' },
  });
});

test('L8: signing out everywhere closes the live connections of every device within a second', async () => {
  const person = await app.person();
  const phone = new Person(app.url, person.id, person.cookie);
  const sockets = [person.openSocket(), phone.openSocket()];
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.on('hello', resolve))));
  await person.do('account.sign-out-everywhere', {});
  await until(() => sockets.every(({ connected }) => !connected), 'both connections to be closed', 1_000);
  for (const socket of sockets) socket.disconnect();
});

test('L8: a moderator who becomes a member stops receiving the staff board', async () => {
  const [admin, host] = [await app.person({ role: 'admin' }), await app.person({ role: 'moderator' })];
  const board = await aBoard({ readers: 'staff' });
  await aThread(admin, board);
  await app.settled();
  const view = await watchBoard(host, board);
  const seen = view.seq;
  await admin.do('person.set-role', { personId: host.personId, role: 'member' });
  await until(() => !view.isLive, 'the board to be closed', 1_000);
  await aThread(admin, board, { title: 'For staff alone', text: 'Not for members.' });
  await app.settled();
  expect(view.seq).toBe(seen);
  expect(JSON.stringify(view.state)).not.toContain('For staff alone');
  expect((await host.get('board.get', { boardId: board })).status).toBe(404);
});

test('a new password takes sign-in mails out of use, and setting it twice is setting it once', async () => {
  const person = await app.person();
  const email = (await person.see('account.me', {})).me?.email ?? '';
  const token = /token=([\w-]+)/.exec((await mailFor(email))?.text ?? '')?.[1] ?? '';
  const commandId = randomUUID();
  const input = { current: PASSWORD, next: 'seven calm geese on ice' };
  const before = person.cookie;
  await person.do('account.set-password', input, commandId);
  expect(person.cookie).not.toBe(before);
  expect(await person.do('account.set-password', input, commandId)).toEqual({});
  expect(await app.stranger().try('account.redeem-code', { token })).toMatchObject({
    error: { reason: 'code-failed' },
  });
  expect(await app.stranger().do('account.sign-in', { email, password: input.next })).toEqual({
    outcome: 'signed-in',
  });
});

test('attack 26: a new password that was stored before a fault ends the other sessions when it is tried again', async () => {
  const person = await app.person();
  const phone = new Person(app.url, null, null);
  const email = (await person.see('account.me', {})).me?.email ?? '';
  await phone.do('account.sign-in', { email, password: PASSWORD });
  const next = 'nine calm geese on ice';
  // As a first try leaves it that got no further.
  await setPasswordHash(person.personId, await hashPassword(next));
  await person.do('account.set-password', { current: PASSWORD, next });
  expect([await isSignedIn(phone), await isSignedIn(person)]).toEqual([false, true]);
});

test('attack 26: nobody who gave the old password is in after it was changed meanwhile', async () => {
  const person = await app.person();
  const email = (await person.see('account.me', {})).me?.email ?? '';
  const phones = Array.from({ length: 10 }, () => new Person(app.url, null, null));
  const passwordHash = await hashPassword('nine calm geese on ice');
  const tries = phones.map((phone) => phone.try('account.sign-in', { email, password: PASSWORD }));
  // Hashing takes longer than asking whose address it is, so the old one is being looked at by now.
  await new Promise((resolve) => setTimeout(resolve, 40));
  await setPasswordHash(person.personId, passwordHash);
  await deleteSessionsOf(person.personId, null);
  await Promise.all(tries);
  expect(await Promise.all(phones.map(isSignedIn))).toEqual(phones.map(() => false));
});

test('a password that is being set while the address proves itself does not stand', async () => {
  const thief = await ofBefore();
  const email = (await thief.see('account.me', {})).me?.email ?? '';
  const next = 'nine calm geese on ice';
  const code = await codeFor(email);
  const owner = app.stranger();
  const setting = thief.try('account.set-password', { current: PASSWORD, next });
  await owner.do('account.redeem-code', { email, code });
  await setting;
  expect([await isSignedIn(thief), await isSignedIn(owner)]).toEqual([false, true]);
  expect(await thief.try('account.sign-in', { email, password: next })).toMatchObject({ ok: false });
});

test('whoever opened an account under somebody else’s address is out once its owner comes in by mail', async () => {
  const thief = await ofBefore();
  const email = (await thief.see('account.me', {})).me?.email ?? '';
  const socket = thief.openSocket();
  await until(() => socket.connected, 'the socket');
  const owner = app.stranger();
  expect(await owner.do('account.redeem-code', { email, code: await codeFor(email) })).toEqual({
    outcome: 'password-ended',
  });
  expect([await isSignedIn(thief), await isSignedIn(owner)]).toEqual([false, true]);
  await until(() => !socket.connected, 'the socket to be closed', 1_000);
  socket.disconnect();
  expect(await thief.try('account.sign-in', { email, password: PASSWORD })).toMatchObject({
    error: { reason: 'sign-in-failed' },
  });

  // From then on the address is proven, and another mail ends nothing.
  await owner.do('account.set-password', { next: 'nine calm geese on ice' });
  const phone = app.stranger();
  expect(await phone.do('account.redeem-code', { email, code: await codeFor(email) })).toEqual({
    outcome: 'signed-in',
  });
  expect([await isSignedIn(owner), await isSignedIn(phone)]).toEqual([true, true]);
  expect((await owner.see('account.me', {})).me?.hasPassword).toBe(true);
});

test('who proves the address of an old account while signed in to it keeps the password', async () => {
  const person = await ofBefore();
  const email = (await person.see('account.me', {})).me?.email ?? '';
  const phone = app.stranger();
  await phone.do('account.sign-in', { email, password: PASSWORD });
  expect(await person.do('account.redeem-code', { email, code: await codeFor(email) })).toEqual({
    outcome: 'signed-in',
  });
  expect([await isSignedIn(person), await isSignedIn(phone)]).toEqual([true, false]);
  expect(await phone.do('account.sign-in', { email, password: PASSWORD })).toEqual({ outcome: 'signed-in' });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { workOf } from '../support/work.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { PASSWORD, Person, signedUp, type NewProfile } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

const profile: NewProfile = {
  name: 'Nia Baptiste',
  work: 'teacher',
  school: 'Crescent Academy',
  state: 'LA',
  languages: ['en'],
  locale: 'en',
} as const;
const address = () => `${randomUUID()}@example.org`;

async function joined(email = address()) {
  const person = await signedUp(app.url, app.services, { ...profile, email, password: PASSWORD });
  return { person, email };
}

test('one joins, signs out, and signs in again with the password', async () => {
  const { person, email } = await joined();
  expect((await person.see('account.me', {})).me).toMatchObject({
    email,
    name: 'Nia Baptiste',
    role: 'member',
    hasPassword: true,
  });
  await person.do('account.sign-out', {});
  expect((await person.see('account.me', {})).me).toBeNull();
  expect(await person.do('account.sign-in', { email: email.toUpperCase(), password: PASSWORD })).toEqual({
    outcome: 'signed-in',
  });
  expect((await person.see('account.me', {})).me?.email).toBe(email);
});

test('attack 27: a wrong password and an unknown address are refused in the same words', async () => {
  const { email } = await joined();
  const wrong = await app.stranger().post('account.sign-in', { email, password: 'wrong, whatever it is' });
  const unknown = await app.stranger().post('account.sign-in', { email: address(), password: 'wrong, whatever it is' });
  expect(wrong).toEqual(unknown);
  expect(wrong.status).toBe(401);
});

test('attack 27: finding out whether there is an account takes as long as finding out that there is none', async () => {
  const { email } = await joined();
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  const password = 'wrong, whatever it is';
  for (let turn = 0; turn < 12; turn++) {
    for (const [which, one] of [['known', email] as const, ['unknown', address()] as const]) {
      times[which].push(await workOf(() => app.stranger().post('account.sign-in', { email: one, password })));
    }
  }
  const [known, unknown] = [Math.min(...times.known), Math.min(...times.unknown)];
  // Of each the least: other things are done meanwhile. Hashing is most of it; without that, one would be a tenth of the other.
  expect(known / unknown).toBeGreaterThan(0.6);
  expect(known / unknown).toBeLessThan(1.6);
}, 30_000);

test('attack 35: a password may be sixty-four emoji, and not five thousand letters', async () => {
  const take = (password: string) => app.stranger().try('account.sign-up', { ...profile, email: address(), password });
  expect(await take('🦉🌳🚌📚🪁🧭🪴🎒'.repeat(8))).toMatchObject({ ok: true });
  expect(await take('x'.repeat(5_000))).toMatchObject({ error: { reason: 'invalid-input' } });
});

test.each([['password123'], ['1234567890'], ['aaaaaaaaaaaa'], ['Crescent Academy'], ['niabaptiste1'], ['qwertyuiop']])(
  'attack 35: %s is too weak a password',
  async (password) => {
    const result = await app.stranger().try('account.sign-up', { ...profile, email: address(), password });
    expect(result).toMatchObject({ error: { reason: 'weak-password' } });
  },
);

test.each([['Admin'], ['Аdmin'], ['M0derator'], ['a\u202Eb'], ['H e a r t h']])(
  'attack 51: nobody is called %s',
  async (name) => {
    expect(
      await app.stranger().try('account.sign-up', { ...profile, name, email: address(), password: PASSWORD }),
    ).toMatchObject({ error: { code: 'invalid' } });
  },
);

test.each([
  ['a@x.org(<b@evil.example>)'],
  ['"a;"@x.org'],
  ['a@x.org,b@evil.example'],
  ['group:a@x.org;'],
  ['a@x'],
  ['a\r\nBcc: b@evil.example'],
])('attacks 53, 54: %j is no address', async (email) => {
  expect(await app.stranger().try('account.request-code', { email, locale: 'en' })).toMatchObject({
    error: { reason: 'invalid-input' },
  });
});

test('attack 25: signing in gives a new session whatever the cookie said before, and the old one ends with signing out', async () => {
  const { person, email } = await joined();
  const before = person.cookie;
  await person.do('account.sign-in', { email, password: PASSWORD });
  expect(person.cookie).not.toBe(before);
  const planted = new Person(app.url, null, 'hearth=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  await planted.do('account.sign-in', { email, password: PASSWORD });
  expect(planted.cookie).not.toContain('AAAAAAA');
  const stolen = new Person(app.url, null, person.cookie);
  await person.do('account.sign-out', {});
  expect((await stolen.see('account.me', {})).me).toBeNull();
});

test('one sees one’s sessions, ends one of them, and ends all of them', async () => {
  const { person, email } = await joined();
  const phone = app.stranger();
  await phone.do('account.sign-in', { email, password: PASSWORD });
  const sessions = await person.see('account.sessions', {});
  expect(sessions.filter(({ current }) => current)).toHaveLength(1);
  await person.do('account.end-session', { sessionId: sessions.find(({ current }) => !current)?.id ?? '' });
  expect((await phone.see('account.me', {})).me).toBeNull();
  await phone.do('account.sign-in', { email, password: PASSWORD });
  await phone.do('account.sign-out-everywhere', {});
  for (const device of [person, phone]) expect((await device.see('account.me', {})).me).toBeNull();
});

test('attack 26: a new password needs the present one and ends all other sessions, their sockets too', async () => {
  const { person, email } = await joined();
  const phone = app.stranger();
  await phone.do('account.sign-in', { email, password: PASSWORD });
  const socket = phone.openSocket();
  await until(() => socket.connected, 'the socket');
  let isPutOut = false;
  socket.on('disconnect', () => (isPutOut = true));
  expect(
    await person.try('account.set-password', { current: 'not it at all', next: 'quite another one' }),
  ).toMatchObject({ error: { reason: 'sign-in-failed' } });
  await person.do('account.set-password', { current: PASSWORD, next: 'quite another one' });
  await until(() => isPutOut, 'the other session’s socket to be closed', 1_000);
  socket.disconnect();
  expect((await phone.see('account.me', {})).me).toBeNull();
  expect((await person.see('account.me', {})).me?.email).toBe(email);
});

/** The mail that comes of asking for a code. */
async function mailTo(email: string, locale: 'en' | 'es' = 'en') {
  const latest = () => app.services.mailer.inbox()?.find(({ to }) => to.address === email);
  const before = latest();
  await app.stranger().do('account.request-code', { email, locale });
  await until(() => latest() !== before, 'the mail');
  return latest();
}

test('attack 29: one signs in with the code or the link of a mail, each once, for ten minutes', async () => {
  const { email } = await joined();
  const person = app.stranger();
  const mail = await mailTo(email);
  const code = /\b\d{6}\b/.exec(mail?.subject ?? '')?.[0] ?? '';
  const token = /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  expect(
    await person.try('account.redeem-code', { email, code: code === '000000' ? '111111' : '000000' }),
  ).toMatchObject({ error: { reason: 'code-failed' } });
  expect(await person.do('account.redeem-code', { email, code })).toEqual({ outcome: 'signed-in' });
  expect(await person.try('account.redeem-code', { email, code })).toMatchObject({ error: { reason: 'code-failed' } });
  expect(await person.try('account.redeem-code', { token })).toMatchObject({ error: { reason: 'code-failed' } });
});

test('of two who open one link at once, one gets in; after ten minutes nobody', async () => {
  const { email } = await joined();
  const mail = await mailTo(email, 'es');
  const token = /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  const tries = await Promise.all([1, 2, 3].map(() => app.stranger().try('account.redeem-code', { token })));
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1);

  const { email: late } = await joined();
  const lateToken = /token=([\w-]+)/.exec((await mailTo(late))?.text ?? '')?.[1] ?? '';
  app.clock.advance(11 * 60_000);
  expect(await app.stranger().try('account.redeem-code', { token: lateToken })).toMatchObject({
    error: { reason: 'code-failed' },
  });
  app.clock.advance(-11 * 60_000);
});

test('six digits cannot be tried out: after five tries the code is dead', async () => {
  const { email } = await joined();
  const code = /\b\d{6}\b/.exec((await mailTo(email))?.subject ?? '')?.[0] ?? '';
  const wrong = code === '123456' ? '654321' : '123456';
  for (let n = 0; n < 5; n++) await app.stranger().try('account.redeem-code', { email, code: wrong });
  expect(await app.stranger().try('account.redeem-code', { email, code })).toMatchObject({
    error: { reason: 'digits-used-up' },
  });
});

test('attack 27: an unknown address gets the same answer, and no mail', async () => {
  const email = address();
  expect(await app.stranger().do('account.request-code', { email, locale: 'en' })).toEqual({});
  await app.settled();
  expect(app.services.mailer.inbox()?.some(({ to }) => to.address === email)).toBe(false);
});

test('an admin changes a role, nobody else does', async () => {
  const admin = await app.person({ role: 'admin' });
  const moderator = await app.person({ role: 'moderator' });
  const person = await app.person({ name: 'Tomás Rey' });
  const { me } = await person.see('account.me', {});
  if (!me) throw new Error('not signed in');
  for (const who of [moderator, person]) {
    expect(await who.try('person.set-role', { personId: me.id, role: 'admin' })).toMatchObject({
      error: { reason: 'not-allowed' },
    });
  }
  await admin.do('person.set-role', { personId: me.id, role: 'moderator' });
  expect((await person.see('account.me', {})).me?.role).toBe('moderator');
});

test('a profile is changed by its owner, shown to members, and hidden from strangers', async () => {
  const { person } = await joined();
  const changed = await person.do('account.edit-profile', {
    ...profile,
    name: 'Nia B. Clark',
    bio: 'Third grade.',
    languages: ['en', 'es'],
    locale: 'es',
  });
  expect(changed).toMatchObject({ name: 'Nia B. Clark', locale: 'es' });
  const other = await app.person();
  expect(await other.see('person.get', { personId: changed.id })).toMatchObject({
    name: 'Nia B. Clark',
    bio: 'Third grade.',
  });
  expect(JSON.stringify(await other.see('person.get', { personId: changed.id }))).not.toContain('@');
  expect((await app.stranger().get('person.get', { personId: changed.id })).status).toBe(401);
  expect((await other.see('person.find', { name: 'nia b. c' })).map(({ id }) => id)).toContain(changed.id);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { workOf } from '../support/work.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { PASSWORD, signedUp, tokenIn, type NewProfile } from '../support/person.ts';
import mongoose from 'mongoose';

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

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

test('signing up twice under one command id is one account, and what was said first counts', async () => {
  const [email, commandId, other] = [address(), randomUUID(), address()];
  const input = { ...profile, email, password: PASSWORD };
  const first = await app.stranger().do('account.sign-up', input, commandId);
  expect(await app.stranger().do('account.sign-up', input, commandId)).toEqual(first);
  await app.stranger().do('account.sign-up', { ...input, email: other, name: 'Somebody Else' }, commandId);
  await app.settled();
  const person = app.stranger();
  await person.do('account.redeem-code', { token: tokenIn(app.services, email), signUp: first.signUp });
  expect((await person.see('account.me', {})).me).toMatchObject({ email, name: 'Nia Baptiste' });
});

test('H13: signing up says the same whether or not there is an account, and its owner gets a mail', async () => {
  const { email } = await joined();
  const [known, unknown] = [email, address()];
  const times: Record<string, number[]> = { [known]: [], [unknown]: [] };
  // So often a mailbox is written to in a quarter of an hour.
  for (let turn = 0; turn < 4; turn++) {
    for (const one of [known, unknown]) {
      let said: unknown;
      const form = { ...profile, email: one, password: PASSWORD };
      times[one]?.push(await workOf(async () => (said = await app.stranger().do('account.sign-up', form))));
      // The mail of this one is not written while the next one is measured.
      await app.settled();
      expect(said).toEqual({ outcome: 'code-sent', signUp: expect.stringMatching(/^[\w-]{43}$/) });
    }
  }
  const ratio = middle(times[known] ?? []) / middle(times[unknown] ?? []);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
  await app.settled();
  const mail = app.services.mailer.inbox()?.find(({ to }) => to.address === known);
  expect(mail?.text).toContain('you have an account already');
  const owner = app.stranger();
  expect(await owner.do('account.redeem-code', { token: tokenIn(app.services, known) })).toEqual({
    outcome: 'signed-in',
  });
  expect((await owner.see('account.me', {})).me?.hasPassword).toBe(true);
}, 30_000);

test('H13: a wrong code is as much work for an address without an account', async () => {
  const { email: known } = await joined();
  const unknown = address();
  const codes = mongoose.connection.collection('codes');
  const done = [];
  for (const email of [known, unknown]) {
    await app.stranger().do('account.request-code', { email, locale: 'en' });
    await app.settled();
    const answer = await app.stranger().try('account.redeem-code', { email, code: '000000' });
    done.push([answer, await codes.countDocuments({ email, tries: 1 })]);
  }
  expect(done[0]).toEqual(done[1]);
  expect(done[1]).toEqual([expect.objectContaining({ ok: false }), 1]);
  expect(app.services.mailer.inbox()?.filter(({ to }) => to.address === unknown)).toEqual([]);
});

test('H13: whether a sign-up of somebody else is still open is not told by another one under its id', async () => {
  const [victim, commandId] = [address(), randomUUID()];
  await app.stranger().do('account.sign-up', { ...profile, email: victim }, commandId);
  await app.settled();
  const mails = async () => {
    const email = address();
    await app.stranger().do('account.sign-up', { ...profile, email }, commandId);
    await app.settled();
    return app.services.mailer.inbox()?.filter(({ to }) => to.address === email).length;
  };
  const before = await mails();
  await app.stranger().do('account.redeem-code', { token: tokenIn(app.services, victim) });
  expect(await mails()).toBe(before);
});

test('H5: nobody chooses the number of an account', async () => {
  const wanted = 'f00df00df00df00d';
  const commandId = `00000000-0000-4000-${wanted.slice(0, 4).replace(/^./, '8')}-${wanted.slice(4)}`;
  const email = address();
  const person = app.stranger();
  await person.do('account.sign-up', { ...profile, email, password: PASSWORD }, commandId);
  await app.settled();
  await person.do('account.redeem-code', { token: tokenIn(app.services, email) });
  const id = (await person.see('account.me', {})).me?.id ?? '';
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(commandId.replaceAll('-', '')).not.toContain(id);
});

test('a password that somebody else chose for an address does not stand for whoever reads its mail', async () => {
  const email = address();
  await app.stranger().do('account.sign-up', { ...profile, email, password: 'what the thief chose' });
  await app.settled();
  const owner = app.stranger();
  expect(await owner.do('account.redeem-code', { token: tokenIn(app.services, email) })).toEqual({
    outcome: 'password-ended',
  });
  expect(await app.stranger().try('account.sign-in', { email, password: 'what the thief chose' })).toMatchObject({
    error: { reason: 'sign-in-failed' },
  });
});

test('H10: what a stranger fills in for an address afterwards is not on its owner’s account', async () => {
  const [owner, email] = [app.stranger(), address()];
  const { signUp } = await owner.do('account.sign-up', { ...profile, email, password: PASSWORD });
  const meddling = { ...profile, name: 'Mal Lice', email, password: 'what the thief chose' };
  await app.stranger().do('account.sign-up', meddling);
  await app.settled();
  // The latest mail is the answer to the stranger.
  expect(await owner.do('account.redeem-code', { token: tokenIn(app.services, email), signUp })).toEqual({
    outcome: 'signed-in',
  });
  expect((await owner.see('account.me', {})).me).toMatchObject({ name: profile.name, hasPassword: true });
  expect(await owner.try('account.sign-in', { email, password: PASSWORD })).toMatchObject({ ok: true });
});

test('two sign-ups of one address are one account, of whoever gives a code back first', async () => {
  const email = address();
  const ask = async (name: string) => {
    const { signUp } = await app.stranger().do('account.sign-up', { ...profile, name, email, password: PASSWORD });
    await app.settled();
    return { token: tokenIn(app.services, email), signUp };
  };
  const [one, other] = [await ask('Ana First'), await ask('Ana Second')];
  const answers = await Promise.all([one, other].map((input) => app.stranger().try('account.redeem-code', input)));
  expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(0);
  expect((await findPeopleOf(email)).length).toBe(1);
});

const findPeopleOf = (email: string) => mongoose.connection.collection('people').find({ email }).toArray();

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unanswered } from '@hearth/shared/accounts/budgets';
import { findByEmail, setRoleOf } from '@hearth/server/features/accounts/store';
import { rangeOf } from '@hearth/server/request/address';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aModerator, newcomer } from '../support/joining.ts';
import { tokenIn, type Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let host: Person;
beforeAll(async () => {
  app = await openApp({ HEARTH_JOIN: 'approval' });
  host = await aModerator(app);
});
afterAll(() => app.close());

const mailsTo = (email: string) => app.services.mailer.inbox()?.filter(({ to }) => to.address === email) ?? [];

/** Somebody with an account. */
async function aMember() {
  const form = newcomer();
  await join({ ...form, invitation: await invitationFor(1) });
  return form;
}

const DAY_MS = 24 * 3_600_000;

async function invitationFor(uses: number): Promise<string> {
  const { link } = await host.do('invitation.create', { uses, locale: 'en' });
  return new URL(link).searchParams.get('invitation') ?? '';
}

/** Fills in the form, and gives back the code of the mail. */
async function join(form: ReturnType<typeof newcomer> & { invitation?: string }, commandId = randomUUID()) {
  const person = app.stranger();
  const { signUp } = await person.do('account.sign-up', form, commandId);
  await app.settled();
  const answer = await person.try('account.redeem-code', { token: tokenIn(app.services, form.email), signUp });
  return { person, answer };
}

test('an invitation spares the waiting', async () => {
  const { answer } = await join({ ...newcomer(), invitation: await invitationFor(1) });
  expect(answer).toMatchObject({ value: { outcome: 'signed-in' } });
});

test('of five who take the one place at once, one has an account', async () => {
  const invitation = await invitationFor(1);
  const five = Array.from({ length: 5 }, () => ({ ...newcomer(), invitation }));
  const asked = await Promise.all(five.map((form) => app.stranger().do('account.sign-up', form)));
  await app.settled();
  const tries = await Promise.all(
    five.map(({ email }, n) =>
      app.stranger().try('account.redeem-code', { token: tokenIn(app.services, email), signUp: asked[n]?.signUp }),
    ),
  );
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  const accounts = await Promise.all(five.map(({ email }) => findByEmail(email)));
  expect(accounts.map((account) => account !== null)).toEqual(tries.map(({ ok }) => ok));
});

test('whoever signs up twice under one command id takes one place', async () => {
  const invitation = await invitationFor(2);
  const [form, commandId] = [{ ...newcomer(), invitation }, randomUUID()];
  const twice = await Promise.all([1, 2].map(() => app.stranger().do('account.sign-up', form, commandId)));
  expect(twice[0]).toEqual(twice[1]);
  expect((await join(form, commandId)).answer).toMatchObject({ ok: true });
  expect((await join({ ...newcomer(), invitation })).answer).toMatchObject({ ok: true });
  expect(await app.stranger().try('account.sign-up', { ...newcomer(), invitation })).toMatchObject({
    error: { reason: 'invitation-used' },
  });
});

test('H7: by an invitation for one, one joins, however sign-ups of taken addresses come in between', async () => {
  for (let turn = 0; turn < 3; turn++) {
    const invitation = await invitationFor(1);
    const { email: taken } = await aMember();
    const [mine, commandId] = [{ ...newcomer(), invitation }, randomUUID()];
    const asked = await app.stranger().do('account.sign-up', mine, commandId);
    await app.settled();
    const redeeming = app.stranger().try('account.redeem-code', {
      token: tokenIn(app.services, mine.email),
      signUp: asked.signUp,
    });
    const meddling = Array.from({ length: 6 }, async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, 2 * n));
      return app.stranger().try('account.sign-up', { ...mine, email: taken }, n % 2 ? commandId : randomUUID());
    });
    expect(await redeeming).toMatchObject({ ok: true });
    await Promise.all(meddling);
    await app.settled();
    // Whoever reads the mail of the taken address is signed in there, by nobody's place.
    const others = await Promise.all(
      [1, 2].map(() => app.stranger().try('account.sign-up', { ...newcomer(), invitation })),
    );
    expect(others.filter(({ ok }) => ok)).toEqual([]);
    const [kept] = await mongoose.connection
      .collection('invitations')
      .find({ usesLeft: { $lt: 0 } })
      .toArray();
    expect(kept).toBeUndefined();
  }
});

test('a place is not lost to somebody whose address has an account already', async () => {
  const invitation = await invitationFor(1);
  const held = await aMember();
  const { answer } = await join({ ...newcomer(), email: held.email, invitation });
  expect(answer).toMatchObject({ ok: true });
  expect((await join({ ...newcomer(), invitation })).answer).toMatchObject({ value: { outcome: 'signed-in' } });
});

test('an invitation that came by mail is proof, for the address it was sent to and nobody else', async () => {
  const form = newcomer();
  const { link } = await host.do('invitation.create', { uses: 2, email: form.email, locale: 'en' });
  await app.settled();
  const mailed = /invitation=([\w-]+)/.exec(mailsTo(form.email)[0]?.text ?? '')?.[1] ?? '';
  const shown = new URL(link).searchParams.get('invitation') ?? '';
  expect(mailed).not.toBe(shown);
  // Who made it knows the other link, and has read nobody's mail.
  for (const [email, invitation] of [
    [form.email, shown],
    [newcomer().email, mailed],
  ] as const)
    expect(await app.stranger().do('account.sign-up', { ...form, email, invitation })).toMatchObject({
      outcome: 'code-sent',
    });
  const person = app.stranger();
  expect(await person.do('account.sign-up', { ...form, invitation: mailed })).toMatchObject({ outcome: 'signed-in' });
  expect((await person.see('account.me', {})).me).toMatchObject({ email: form.email, hasPassword: true });
});

test('attack 29: an invitation that came by mail lets nobody into an account that there is', async () => {
  const form = await aMember();
  await host.do('invitation.create', { uses: 2, email: form.email, locale: 'en' });
  await app.settled();
  const invitation = /invitation=([\w-]+)/.exec(mailsTo(form.email)[0]?.text ?? '')?.[1] ?? '';
  // Somebody whom it was passed on to, days later.
  app.clock.advance(6 * DAY_MS);
  const other = app.stranger();
  const said = await other.do('account.sign-up', { ...form, password: 'four words of another', invitation });
  app.clock.advance(-6 * DAY_MS);
  expect(said).toMatchObject({ outcome: 'code-sent' });
  expect((await other.see('account.me', {})).me).toBeNull();
  await app.settled();
  expect(mailsTo(form.email)[0]?.text).toContain('you have an account already');
});

test('H4: an invitation to a closed account is no way to more mails', async () => {
  const form = await aMember();
  await mongoose.connection.collection('people').updateOne({ email: form.email }, { $set: { status: 'closed' } });
  await host.do('invitation.create', { uses: 2, email: form.email, locale: 'en' });
  await app.settled();
  const invitation = /invitation=([\w-]+)/.exec(mailsTo(form.email)[0]?.text ?? '')?.[1] ?? '';
  const whose = { key: rangeOf('127.0.0.1'), isTogether: false };
  const left = async () => (await app.services.limiter.left(unanswered, whose)).points;
  await app.stranger().do('account.request-code', { email: newcomer().email, locale: 'en' });
  const before = await left();
  await app.stranger().try('account.sign-up', { ...form, invitation });
  expect(await left()).toBeLessThanOrEqual(before);
});

test('H8: an invitation ends with the role of whoever made it, also for those who have begun to join', async () => {
  const maker = await aModerator(app);
  const { link } = await maker.do('invitation.create', { uses: 200, locale: 'en' });
  const invitation = new URL(link).searchParams.get('invitation') ?? '';
  const [person, form] = [app.stranger(), newcomer()];
  const { signUp } = await person.do('account.sign-up', { ...form, invitation });
  await app.settled();
  await setRoleOf((await maker.see('account.me', {})).me?.id ?? '', 'member');
  expect(await app.stranger().try('account.sign-up', { ...newcomer(), invitation })).toMatchObject({
    error: { reason: 'invitation-used' },
  });
  expect(await person.try('account.redeem-code', { token: tokenIn(app.services, form.email), signUp })).toMatchObject({
    error: { reason: 'invitation-used' },
  });
});

test('an invitation is good for seven days', async () => {
  const invitation = await invitationFor(1);
  app.clock.advance(7 * DAY_MS + 1);
  const late = await app.stranger().try('account.sign-up', { ...newcomer(), invitation });
  app.clock.advance(-7 * DAY_MS - 1);
  expect(late).toMatchObject({ error: { reason: 'invitation-used' } });
});

test('I11: made twice under one command id it is one invitation, mailed once', async () => {
  const email = `${randomUUID()}@example.org`;
  const [input, commandId] = [{ uses: 3, email, locale: 'es' as const }, randomUUID()];
  const first = await host.do('invitation.create', input, commandId);
  expect(await host.do('invitation.create', input, commandId)).toEqual(first);
  await until(() => mailsTo(email).length > 0, 'the invitation');
  expect(mailsTo(email)).toHaveLength(1);
  expect(mailsTo(email)[0]?.subject).toBe('Ingrid Solberg le invita a Hearth');
});

test('members invite nobody and welcome nobody, and moderators welcome nobody who is not there', async () => {
  const { person: member } = await join({ ...newcomer(), invitation: await invitationFor(1) });
  expect(await member.try('invitation.create', { uses: 1, locale: 'en' })).toMatchObject({
    error: { reason: 'not-allowed' },
  });
  const decision = { personId: '0123456789abcdef', welcome: true };
  expect(await member.try('person.decide', decision)).toMatchObject({ error: { reason: 'not-allowed' } });
  expect(await host.try('person.decide', decision)).toMatchObject({ error: { reason: 'no-such-thing' } });
});

test('whoever is declined is not told more than that the account is closed', async () => {
  const input = newcomer();
  const { person } = await join(input);
  const waiting = (await host.see('person.waiting', {})).people.at(-1);
  await host.do('person.decide', { personId: waiting?.id ?? '', welcome: false });
  expect(await person.try('account.sign-in', { email: input.email, password: input.password })).toMatchObject({
    error: { reason: 'account-closed' },
  });
  expect(mailsTo(input.email).filter(({ subject }) => !subject.includes('code'))).toEqual([]);
});

test('without a password one joins by the mailed code alone, and still waits', async () => {
  const { password: _none, ...input } = newcomer();
  const person = app.stranger();
  expect(await person.do('account.sign-up', input)).toMatchObject({ outcome: 'code-sent' });
  await app.settled();
  const code = /\d{6}/.exec(mailsTo(input.email)[0]?.subject ?? '')?.[0] ?? '';
  expect(await person.do('account.redeem-code', { email: input.email, code })).toEqual({ outcome: 'waiting' });
  const waiting = (await host.see('person.waiting', {})).people.at(-1);
  await host.do('person.decide', { personId: waiting?.id ?? '', welcome: true });
  expect((await person.see('account.me', {})).me).toBeNull();
});

test('outside the demo nobody signs in as somebody else, and nobody reads the mails', async () => {
  const { person: member } = await join({ ...newcomer(), invitation: await invitationFor(1) });
  const id = (await member.see('account.me', {})).me?.id ?? '';
  expect(await app.stranger().try('account.demo-sign-in', { personId: id })).toMatchObject({
    error: { reason: 'no-such-thing' },
  });
  expect(await app.stranger().see('demo.people', {})).toEqual([]);
  expect((await host.get('demo.inbox', {})).status).toBe(404);
  expect((await host.see('account.me', {})).inbox).toBe(false);
});

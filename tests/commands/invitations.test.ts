import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findByEmail } from '@hearth/server/features/accounts/store';
import { openHouse, type TestHouse } from '../support/house.ts';
import { aModerator, newcomer } from '../support/joining.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let house: TestHouse;
let host: Person;
beforeAll(async () => {
  house = await openHouse({ HEARTH_JOIN: 'approval' });
  host = await aModerator(house);
});
afterAll(() => house.close());

const DAY_MS = 24 * 3_600_000;

async function invitationFor(uses: number): Promise<string> {
  const { link } = await host.do('invitation.create', { uses, locale: 'en' });
  return new URL(link).searchParams.get('invitation') ?? '';
}

test('an invitation spares the waiting', async () => {
  const invitation = await invitationFor(1);
  const person = house.stranger();
  expect(await person.do('account.sign-up', { ...newcomer(), invitation })).toEqual({ outcome: 'signed-in' });
});

test('of five who take the one place at once, one has an account', async () => {
  const invitation = await invitationFor(1);
  const five = Array.from({ length: 5 }, () => ({ ...newcomer(), invitation }));
  const tries = await Promise.all(five.map((input) => house.stranger().try('account.sign-up', input)));
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  const accounts = await Promise.all(five.map(({ email }) => findByEmail(email)));
  expect(accounts.map((account) => account !== null)).toEqual(tries.map(({ ok }) => ok));
});

test('whoever signs up twice under one command id takes one place', async () => {
  const invitation = await invitationFor(2);
  const [input, commandId] = [{ ...newcomer(), invitation }, randomUUID()];
  const twice = await Promise.all([1, 2].map(() => house.stranger().try('account.sign-up', input, commandId)));
  expect(twice.every(({ ok }) => ok)).toBe(true);
  expect(await house.stranger().do('account.sign-up', input, commandId)).toEqual({ outcome: 'signed-in' });
  expect(await house.stranger().do('account.sign-up', { ...newcomer(), invitation })).toEqual({ outcome: 'signed-in' });
  expect(await house.stranger().try('account.sign-up', { ...newcomer(), invitation })).toMatchObject({
    error: { reason: 'invitation-used' },
  });
});

test('a place is not lost to somebody whose address has an account already', async () => {
  const invitation = await invitationFor(1);
  const held = newcomer();
  await house.stranger().do('account.sign-up', held);
  expect(await house.stranger().try('account.sign-up', { ...held, invitation })).toMatchObject({
    error: { reason: 'email-taken' },
  });
  expect(await house.stranger().do('account.sign-up', { ...newcomer(), invitation })).toEqual({ outcome: 'signed-in' });
});

test('an invitation is good for seven days', async () => {
  const invitation = await invitationFor(1);
  house.clock.advance(7 * DAY_MS + 1);
  const late = await house.stranger().try('account.sign-up', { ...newcomer(), invitation });
  house.clock.advance(-7 * DAY_MS - 1);
  expect(late).toMatchObject({ error: { reason: 'invitation-used' } });
});

test('I11: made twice under one command id it is one invitation, mailed once', async () => {
  const email = `${randomUUID()}@example.org`;
  const [input, commandId] = [{ uses: 3, email, locale: 'es' as const }, randomUUID()];
  const first = await host.do('invitation.create', input, commandId);
  expect(await host.do('invitation.create', input, commandId)).toEqual(first);
  const mails = () => house.house.mailer.inbox()?.filter(({ to }) => to.address === email) ?? [];
  await until(() => mails().length > 0, 'the invitation');
  expect(mails()).toHaveLength(1);
  expect(mails()[0]?.subject).toBe('Omar Haddad le invita a Hearth');
  expect(mails()[0]?.text).toContain(first.link);
});

test('members invite nobody and welcome nobody, and moderators welcome nobody who is not there', async () => {
  const member = house.stranger();
  await member.do('account.sign-up', { ...newcomer(), invitation: await invitationFor(1) });
  expect(await member.try('invitation.create', { uses: 1, locale: 'en' })).toMatchObject({
    error: { reason: 'not-allowed' },
  });
  const decision = { personId: '0123456789abcdef', welcome: true };
  expect(await member.try('person.decide', decision)).toMatchObject({ error: { reason: 'not-allowed' } });
  expect(await host.try('person.decide', decision)).toMatchObject({ error: { reason: 'no-such-thing' } });
});

test('whoever is declined is not told more than that the account is closed', async () => {
  const input = newcomer();
  const person = house.stranger();
  await person.do('account.sign-up', input);
  const waiting = (await host.see('person.waiting', {})).at(-1);
  await host.do('person.decide', { personId: waiting?.id ?? '', welcome: false });
  expect(await person.try('account.sign-in', { email: input.email, password: input.password })).toMatchObject({
    error: { reason: 'account-closed' },
  });
  expect(house.house.mailer.inbox()?.some(({ to }) => to.address === input.email)).toBe(false);
});

test('without a password the address proves itself first: by the mailed code, and then one still waits', async () => {
  const { password: _none, ...input } = newcomer();
  const [person, commandId] = [house.stranger(), randomUUID()];
  expect(await person.do('account.sign-up', input, commandId)).toEqual({ outcome: 'waiting' });
  const mail = () => house.house.mailer.inbox()?.find(({ to }) => to.address === input.email);
  await until(() => mail() !== undefined, 'the code');
  const code = /\d{6}/.exec(mail()?.subject ?? '')?.[0] ?? '';
  expect(await person.do('account.redeem-code', { email: input.email, code })).toEqual({ outcome: 'waiting' });
  const waiting = (await host.see('person.waiting', {})).at(-1);
  await host.do('person.decide', { personId: waiting?.id ?? '', welcome: true });
  expect(await person.do('account.sign-up', input, commandId)).toEqual({ outcome: 'waiting' });
  expect((await person.see('account.me', {})).me).toBeNull();
});

test('outside the demo nobody signs in as somebody else, and nobody reads the mails', async () => {
  const member = house.stranger();
  await member.do('account.sign-up', { ...newcomer(), invitation: await invitationFor(1) });
  const id = (await member.see('account.me', {})).me?.id ?? '';
  expect(await house.stranger().try('account.demo-sign-in', { personId: id })).toMatchObject({
    error: { reason: 'no-such-thing' },
  });
  expect(await house.stranger().see('demo.people', {})).toEqual([]);
  expect((await host.get('demo.inbox', {})).status).toBe(404);
  expect((await host.see('account.me', {})).inbox).toBe(false);
});

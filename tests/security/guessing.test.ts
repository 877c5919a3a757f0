import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hashPassword } from '@hearth/server/features/accounts/password';
import { insertPerson, setProven } from '@hearth/server/features/accounts/store';
import { passwordsOfRange, signUps, unanswered } from '@hearth/shared/accounts/budgets';
import { rarely } from '@hearth/shared/kernel/budgets';
import { openApp, type TestApp } from '../support/app.ts';
import { newcomer } from '../support/joining.ts';
import { PASSWORD } from '../support/person.ts';
import { z } from 'zod';

/** As anybody sets it up behind one proxy. */
let app: TestApp;
let passwordHash: string;
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '1', TRUST_PROXY: '1' });
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => app.close());

/** Somebody with a password and a mailbox that is theirs. Returns the address. */
async function somebody(): Promise<string> {
  const { password: _, ...fields } = newcomer();
  const id = randomUUID().replaceAll('-', '').slice(16);
  const joinedAt = new Date(0);
  await insertPerson({ ...fields, id, bio: '', role: 'member', isDemo: false, joinedAt, passwordHash });
  await setProven(id);
  return fields.email;
}

const answer = z.object({
  value: z.object({ outcome: z.string().optional() }).optional(),
  error: z.object({ reason: z.string(), params: z.object({ left: z.int().optional() }).optional() }).optional(),
});

async function call(name: string, input: unknown, from: string, cookie = '') {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    'x-forwarded-for': from,
    origin: app.url,
    cookie,
  };
  const options = { method: 'POST', headers, body: JSON.stringify(input) };
  const response = await fetch(`${app.url}/api/commands/${name}`, options);
  const body: unknown = await response.json();
  const { value, error } = answer.parse(body);
  const [set = ''] = response.headers.getSetCookie();
  const said = value?.outcome ?? error?.reason ?? '';
  return { status: response.status, said, left: error?.params?.left, cookie: set.split(';')[0] ?? '' };
}

const saidTo = async (name: string, input: unknown, from: string, cookie?: string) =>
  (await call(name, input, from, cookie)).said;
const mailsTo = (email: string) => app.services.mailer.inbox()?.filter(({ to }) => to.address === email) ?? [];
const guess = { password: 'four words of another' };
const times = (count: number) => Array.from({ length: count }, (_, n) => n);

test('H4: the cookie of a session opens no budget for trying passwords', async () => {
  const victim = await somebody();
  const cookies = [];
  for (const n of times(5)) {
    const own = { email: await somebody(), password: PASSWORD };
    cookies.push((await call('account.sign-in', own, `192.0.2.${n}`)).cookie);
  }
  const said = [];
  for (const n of times(25))
    said.push(await saidTo('account.sign-in', { email: victim, ...guess }, '192.0.2.1', cookies[n % cookies.length]));
  expect(said).toEqual([...Array<string>(20).fill('sign-in-failed'), ...Array<string>(5).fill('link-sent')]);
});

test('H4: nor one for sending mails to people from one place', async () => {
  const own = { email: await somebody(), password: PASSWORD };
  const { cookie } = await call('account.sign-in', own, '198.51.100.1');
  const ask = (n: number) => {
    const input = { email: `${randomUUID()}@example.org`, locale: 'en' };
    return saidTo('account.request-code', input, `198.51.100.${n % 250}`, n % 2 ? cookie : '');
  };
  const said = await Promise.all(times(unanswered.points + 20).map(ask));
  expect(said.filter((reason) => reason === 'too-fast')).toHaveLength(20);
}, 60_000);

test('H4: who has a mail domain, and so any number of mailboxes, opens so many accounts from one range', async () => {
  const join = (n: number) => {
    const { password: _none, ...form } = newcomer();
    return saidTo('account.sign-up', form, `198.18.7.${n % 250}`);
  };
  const said = await Promise.all(times(signUps.points + 20).map(join));
  expect(said.filter((reason) => reason === 'too-fast')).toHaveLength(20);
}, 60_000);

test('a guesser from 1,000 addresses of one range gets no further than 20 tries at one account in an hour', async () => {
  const victim = await somebody();
  const said = await Promise.all(
    times(1_000).map((n) => saidTo('account.sign-in', { email: victim, ...guess }, `2001:db8:7:${n.toString(16)}::1`)),
  );
  expect(said.filter((outcome) => outcome === 'sign-in-failed')).toHaveLength(20);
  expect(said.filter((outcome) => outcome === 'link-sent')).toHaveLength(980);

  // Right or wrong, from there or from elsewhere, for an account or none: one answer, and one mail.
  const right = { email: victim, password: PASSWORD };
  for (const from of ['2001:db8:7::1', '203.0.113.9'])
    expect(await saidTo('account.sign-in', right, from)).toBe('link-sent');
  await app.settled();
  expect(mailsTo(victim)).toHaveLength(1);
  const nobody = { email: `${randomUUID()}@example.org`, ...guess };
  const unknown = [];
  for (const n of times(22)) unknown.push(await saidTo('account.sign-in', nobody, `2001:db8:8:${n}::1`));
  expect(unknown.slice(19)).toEqual(['sign-in-failed', 'link-sent', 'link-sent']);

  // The owner comes in by the mail.
  const token = /token=([\w-]+)/.exec(mailsTo(victim)[0]?.text ?? '')?.[1] ?? '';
  expect(await saidTo('account.redeem-code', { token }, '203.0.113.9')).toBe('signed-in');
}, 60_000);

test('who knows the password uses nothing up, however often', async () => {
  const right = { email: await somebody(), password: PASSWORD };
  const said = [];
  for (const n of times(25)) said.push(await saidTo('account.sign-in', right, `203.0.${n}.1`));
  expect(new Set(said)).toEqual(new Set(['signed-in']));
});

test('H16: five wrong codes, and no code of that mailbox is good, of whichever mail; its link is', async () => {
  const email = await somebody();
  const codes: string[] = [];
  for (const n of times(3)) {
    await call('account.request-code', { email, locale: 'en' }, `203.0.113.${n}`);
    await app.settled();
    codes.push(/\b\d{6}\b/.exec(mailsTo(email)[0]?.subject ?? '')?.[0] ?? '');
  }
  expect(mailsTo(email)).toHaveLength(3);
  const wrong =
    times(8)
      .map(String)
      .find((digit) => !codes.includes(digit.repeat(6)))
      ?.repeat(6) ?? '';
  const nobody = `${randomUUID()}@example.org`;
  for (const n of times(5)) {
    const tries = [email, nobody].map((to) =>
      call('account.redeem-code', { email: to, code: wrong }, `203.${n}.113.1`),
    );
    const wrongOnes = (await Promise.all(tries)).map(({ said, left }) => [said, left]);
    // W3: the same for an address without an account.
    expect(wrongOnes).toEqual(Array(2).fill(['code-failed', 4 - n]));
  }
  for (const code of codes)
    expect(await saidTo('account.redeem-code', { email, code }, '203.0.113.1')).toBe('digits-used-up');
  const token = /token=([\w-]+)/.exec(mailsTo(email)[0]?.text ?? '')?.[1] ?? '';
  expect(await saidTo('account.redeem-code', { token }, '203.0.113.1')).toBe('signed-in');
});

test('H16: one mailbox is one, however it is spelled', async () => {
  const name = randomUUID();
  const said = [];
  for (const n of times(7))
    said.push(
      await saidTo('account.request-code', { email: `${name}+${n}@Example.org`, locale: 'en' }, `203.0.${n}.2`),
    );
  expect(said).toEqual([...Array<string>(5).fill(''), 'too-fast', 'too-fast']);
});

test('H18: ports and other networks of one range are no other callers', async () => {
  const { together } = rarely;
  const leave = (from: string) => saidTo('account.erase', { email: 'nobody@example.org', words: 'keep' }, from);
  const ports = times(together + 5).map((n) => leave(`77.77.77.77:${1_000 + n}`));
  const networks = times(together + 5).map((n) => leave(`[2001:db8:9:${n}::1]:${1_000 + n}`));
  for (const said of [await Promise.all(ports), await Promise.all(networks)])
    expect(said.filter((reason) => reason === 'too-fast')).toHaveLength(5);
  expect(await leave('77.77.78.77:1000')).toBe('sign-in-first');
});

test('H4: who has used up all that a range has keeps nobody in it out who knows their password', async () => {
  const [victim, from] = [await somebody(), '203.0.200.7'];
  const wrong = (n: number) => saidTo('account.sign-in', { email: `nobody${n}@example.org`, ...guess }, from);
  await Promise.all(times(passwordsOfRange.points).map(wrong));
  const ask = () => saidTo('account.request-code', { email: `${randomUUID()}@example.org`, locale: 'en' }, from);
  await Promise.all(times(unanswered.points).map(ask));
  expect(await ask()).toBe('too-fast');
  expect(await saidTo('account.sign-in', { email: victim, password: PASSWORD }, from)).toBe('link-sent');
  await app.settled();
  const token = /token=([\w-]+)/.exec(mailsTo(victim)[0]?.text ?? '')?.[1] ?? '';
  expect(await saidTo('account.redeem-code', { token }, from)).toBe('signed-in');
}, 60_000);

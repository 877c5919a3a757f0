import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { beginSessionAs } from '@hearth/server/features/accounts/session';
import { insertPerson, setProven } from '@hearth/server/features/accounts/store';
import { rarely } from '@hearth/shared/kernel/budgets';
import { io, type Socket } from 'socket.io-client';
import { newcomer } from '../support/joining.ts';
import { Mailbox } from '../support/mailbox.ts';
import { oneProcess, twoProcesses, type Twins } from '../support/twins.ts';
import { until } from '../support/watching.ts';
import { z } from 'zod';

/** With the limits as they are for everybody, behind one proxy. */
const env = { HEARTH_RATE_FACTOR: '1', TRUST_PROXY: '1' };
const PEOPLE = 200;
const AT_ONCE = 40;
/** What each of them asks within a minute: fifteen pages, three questions each. */
const READS = 15 * 3;
const times = (count: number) => Array.from({ length: count }, (_, n) => n);

let mailbox: Mailbox;
let twins: Twins;

/** The proxy gives calls to one server and the other in turn. */
const urlOf = (n: number) => twins.urls[n % twins.urls.length] ?? '';

const answer = z.object({
  error: z.object({ reason: z.string() }).optional(),
  value: z.object({ outcome: z.string().optional(), signUp: z.string().optional() }).optional(),
});
type Answer = z.infer<typeof answer>;

async function call(name: string, input: unknown, from: string, cookie: string, n: number): Promise<Answer> {
  const told = { 'idempotency-key': randomUUID(), 'x-forwarded-for': from, origin: urlOf(n), cookie };
  const headers = { 'content-type': 'application/json', ...told };
  const options = { method: 'POST', headers, body: JSON.stringify(input) };
  return answer.parse(await (await fetch(`${urlOf(n)}/api/commands/${name}`, options)).json());
}

/** The cookie of somebody who has an account. */
async function signedIn(isProven: boolean): Promise<string> {
  const { password: _password, ...fields } = newcomer();
  const _id = randomUUID().replaceAll('-', '').slice(16);
  await insertPerson({ ...fields, id: _id, bio: '', role: 'member', isDemo: false, joinedAt: new Date(0) });
  if (isProven) await setProven(_id);
  let cookie = '';
  const setCookie = (line: string) => void (cookie = line.split(';')[0] ?? '');
  const origin = { address: '127.0.0.1', userAgent: '', requestId: '', setCookie };
  await beginSessionAs(twins.app.services, { _id, passwordHash: null }, origin);
  return cookie;
}

/** How much of what they ask for is not refused as too much, with so many accounts taking turns. */
async function doneBy(cookies: readonly string[], from: string): Promise<number> {
  const leave = (n: number) =>
    call('account.erase', { email: 'nobody@example.org', words: 'keep' }, from, cookies[n % cookies.length] ?? '', n);
  const said = await Promise.all(times(2 * rarely.together).map(leave));
  return said.filter(({ error }) => error?.reason !== 'too-fast').length;
}

/** The six digits of the mail of that number to an address, counted from one. */
async function codeFor(email: string, no: number): Promise<string> {
  const mails = () => mailbox.mails.filter(({ to }) => to.includes(email));
  await until(() => mails().length >= no, `mail ${no} to ${email}`, 60_000);
  return /\b\d{6}\b/.exec(mails().at(-no)?.subject ?? '')?.[0] ?? '';
}

/** One after the other; `told` hears what came of each. */
async function comeIn(person: number, from: string, told: (what: string) => void): Promise<void> {
  const { email, password, ...profile } = newcomer();
  const give = async (step: number, name: string, input: unknown) => {
    const { error, value } = await call(`account.${name}`, input, from, '', person + step);
    told(`${step} ${name}: ${error?.reason ?? value?.outcome ?? 'done'}`);
    return value;
  };
  const asked = await give(1, 'sign-up', { email, password, ...profile });
  await give(2, 'redeem-code', { email, code: await codeFor(email, 1), signUp: asked?.signUp });
  await give(3, 'sign-in', { email, password });
  await give(4, 'request-code', { email, locale: 'es' });
  await give(5, 'redeem-code', { email, code: await codeFor(email, 2) });
}

function openSocket(url: string, from: string): Socket {
  const extraHeaders = { origin: url, 'x-forwarded-for': from };
  return io(url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders });
}

describe.each([
  ['one process', oneProcess],
  ['two processes and Redis', twoProcesses],
])('in %s', (_, open) => {
  beforeAll(async () => {
    mailbox = await Mailbox.start();
    twins = await open({ ...env, SMTP_URL: mailbox.url });
  }, 60_000);
  afterAll(async () => {
    await twins.close();
    await mailbox.close();
  });

  test('H4: fifty accounts without a proven mailbox do together no more than one', async () => {
    const fifty = await Promise.all(times(50).map(() => signedIn(false)));
    expect(await doneBy(fifty.slice(0, 1), '192.0.2.1')).toBe(rarely.together);
    expect(await doneBy(fifty, '198.51.100.1')).toBe(rarely.together);
    const question = { roomId: 'a'.repeat(16), text: 'One of fifty', anonymous: true };
    const asked = await Promise.all(
      fifty.map((cookie, n) => call('question.ask', question, '198.51.100.1', cookie, n)),
    );
    expect(new Set(asked.map(({ error }) => error?.reason))).toEqual(new Set(['prove-address-first']));

    // With mailboxes that are theirs they are fifty people.
    const people = await Promise.all(times(50).map(() => signedIn(true)));
    expect(await doneBy(people, '203.0.113.1')).toBe(2 * rarely.together);
  });

  test('200 strangers behind one address read, and hold a live connection each: none is refused', async () => {
    const sockets = times(PEOPLE).map((n) => openSocket(urlOf(n), '192.0.2.78'));
    const refused: string[] = [];
    for (const socket of sockets) socket.on('connect_error', ({ message }) => refused.push(message));
    await until(() => sockets.filter(({ connected }) => connected).length + refused.length === PEOPLE, 'all answers');
    expect(refused).toEqual([]);
    const ask = (socket: Socket) => socket.emitWithAck('query', 'account.me', {});
    for (const _round of times(READS)) {
      const answers = await Promise.all(sockets.map(ask));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(PEOPLE);
    }
    for (const socket of sockets) socket.disconnect();
  }, 60_000);

  test('200 people behind one address sign up, sign in by password and by mailed code within five minutes: none is refused', async () => {
    const said: Record<string, number> = {};
    const waiting = times(PEOPLE);
    const come = async () => {
      for (let person = waiting.pop(); person !== undefined; person = waiting.pop())
        await comeIn(person, '192.0.2.77', (what) => (said[what] = (said[what] ?? 0) + 1));
    };
    const begin = performance.now();
    await Promise.all(times(AT_ONCE).map(come));
    expect(said).toEqual({
      '1 sign-up: code-sent': PEOPLE,
      '2 redeem-code: signed-in': PEOPLE,
      '3 sign-in: signed-in': PEOPLE,
      '4 request-code: done': PEOPLE,
      '5 redeem-code: signed-in': PEOPLE,
    });
    expect(performance.now() - begin).toBeLessThan(300_000);
  }, 300_000);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { beginSessionAs } from '@hearth/server/features/accounts/session';
import { insertPerson, setProven } from '@hearth/server/features/accounts/store';
import { budgets } from '@hearth/shared/budgets';
import { io, type Socket } from 'socket.io-client';
import { newcomer } from '../support/joining.ts';
import { oneProcess, twoProcesses, type Twins } from '../support/twins.ts';
import { until } from '../support/watching.ts';

/** With the limits as they are for everybody, behind one proxy. */
const env = { HEARTH_RATE_FACTOR: '1', TRUST_PROXY: '1' };
const PEOPLE = 200;
/** What each of them asks within a minute: fifteen pages, three questions each. */
const READS = 15 * 3;
const times = (count: number) => Array.from({ length: count }, (_, n) => n);

let twins: Twins;

/** The proxy gives calls to one server and the other in turn. */
const urlOf = (n: number) => twins.urls[n % twins.urls.length] ?? '';

interface Answer {
  readonly error?: { readonly reason: string };
}

/** Why a call was refused, or `done`. */
async function call(name: string, input: unknown, from: string, cookie: string, n: number): Promise<string> {
  const told = { 'idempotency-key': randomUUID(), 'x-forwarded-for': from, origin: urlOf(n), cookie };
  const headers = { 'content-type': 'application/json', ...told };
  const options = { method: 'POST', headers, body: JSON.stringify(input) };
  const { error } = (await (await fetch(`${urlOf(n)}/api/commands/${name}`, options)).json()) as Answer;
  return error?.reason ?? 'done';
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
  await beginSessionAs(twins.house.house, { _id, passwordHash: null }, origin);
  return cookie;
}

/** How much of what they ask for is not refused as too much, with so many accounts taking turns. */
async function doneBy(cookies: readonly string[], from: string): Promise<number> {
  const leave = (n: number) =>
    call('account.erase', { email: 'nobody@example.org', words: 'keep' }, from, cookies[n % cookies.length] ?? '', n);
  const said = await Promise.all(times(2 * budgets.rarely.together).map(leave));
  return said.filter((reason) => reason !== 'too-fast').length;
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
    twins = await open(env);
  }, 60_000);
  afterAll(() => twins.close());

  test('H4: fifty accounts without a proven mailbox do together no more than one', async () => {
    const fifty = await Promise.all(times(50).map(() => signedIn(false)));
    expect(await doneBy(fifty.slice(0, 1), '192.0.2.1')).toBe(budgets.rarely.together);
    expect(await doneBy(fifty, '198.51.100.1')).toBe(budgets.rarely.together);
    // With mailboxes that are theirs they are fifty people.
    const people = await Promise.all(times(50).map(() => signedIn(true)));
    expect(await doneBy(people, '203.0.113.1')).toBe(2 * budgets.rarely.together);
  });

  test('200 strangers behind one address read, and hold a live connection each: none is refused', async () => {
    const sockets = times(PEOPLE).map((n) => openSocket(urlOf(n), '192.0.2.78'));
    const refused: string[] = [];
    for (const socket of sockets) socket.on('connect_error', ({ message }) => refused.push(message));
    await until(() => sockets.filter(({ connected }) => connected).length + refused.length === PEOPLE, 'all answers');
    expect(refused).toEqual([]);
    const ask = (socket: Socket) => socket.emitWithAck('query', 'account.me', {}) as Promise<{ ok: boolean }>;
    for (const _round of times(READS)) {
      const answers = await Promise.all(sockets.map(ask));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(PEOPLE);
    }
    for (const socket of sockets) socket.disconnect();
  }, 60_000);
});

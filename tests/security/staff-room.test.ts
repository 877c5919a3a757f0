import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { beginSessionAs } from '@hearth/server/features/accounts/session';
import { insertPerson, setProven } from '@hearth/server/features/accounts/store';
import { budgets } from '@hearth/shared/budgets';
import { newcomer } from '../support/joining.ts';
import { oneProcess, twoProcesses, type Twins } from '../support/twins.ts';

/** With the limits as they are for everybody, behind one proxy. */
const env = { HEARTH_RATE_FACTOR: '1', TRUST_PROXY: '1' };
const times = (count: number) => Array.from({ length: count }, (_, n) => n);

describe.each([
  ['one process', () => oneProcess(env)],
  ['two processes and Redis', () => twoProcesses(env)],
])('in %s', (_, open) => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await open();
  }, 60_000);
  afterAll(() => twins.close());

  /** A call at one server or the other. Returns why it was refused, or nothing. */
  async function call(name: string, input: unknown, from: string, cookie: string, n: number): Promise<string> {
    const url = twins.urls[n % twins.urls.length] ?? '';
    const told = { 'idempotency-key': randomUUID(), 'x-forwarded-for': from, origin: url, cookie };
    const headers = { 'content-type': 'application/json', ...told };
    const response = await fetch(`${url}/api/commands/${name}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(input),
    });
    return ((await response.json()) as { error?: { reason: string } }).error?.reason ?? '';
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
  async function done(cookies: readonly string[], from: string): Promise<number> {
    const leave = (n: number) =>
      call('account.erase', { email: 'nobody@example.org', words: 'keep' }, from, cookies[n % cookies.length] ?? '', n);
    const said = await Promise.all(times(2 * budgets.rarely.together).map(leave));
    return said.filter((reason) => reason !== 'too-fast').length;
  }

  test('H4: fifty accounts without a proven mailbox do together no more than one', async () => {
    const fifty = await Promise.all(times(50).map(() => signedIn(false)));
    expect(await done(fifty.slice(0, 1), '192.0.2.1')).toBe(budgets.rarely.together);
    expect(await done(fifty, '198.51.100.1')).toBe(budgets.rarely.together);
    // With mailboxes that are theirs they are fifty people.
    const people = await Promise.all(times(50).map(() => signedIn(true)));
    expect(await done(people, '203.0.113.1')).toBe(2 * budgets.rarely.together);
  });
});

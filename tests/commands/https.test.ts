import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openHouse, type TestHouse } from '../support/house.ts';
import { newcomer } from '../support/joining.ts';
import { tokenIn } from '../support/person.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ HEARTH_URL: 'https://hearth.example/' });
});
afterAll(() => house.close());

async function signUp(): Promise<string> {
  const call = (name: string, input: unknown) =>
    fetch(`${house.url}/api/commands/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(input),
    });
  const form = newcomer();
  await call('account.sign-up', form);
  await house.settled();
  const response = await call('account.redeem-code', { token: tokenIn(house.house, form.email) });
  return response.headers.getSetCookie().join('\n');
}

async function whoIs(cookie: string): Promise<unknown> {
  const response = await fetch(`${house.url}/api/queries/account.me`, { headers: { cookie } });
  return ((await response.json()) as { value: { me: unknown } }).value.me;
}

test('behind https the cookie is held to this host and to https by its name', async () => {
  expect(await signUp()).toMatch(/^__Host-hearth=[\w-]{43}; Path=\/; Max-Age=5184000; HttpOnly; SameSite=Lax; Secure$/);
});

test('a cookie that another host may have planted, under the plain name, is not looked at', async () => {
  const pair = (await signUp()).split(';')[0] ?? '';
  expect(await whoIs(pair)).toMatchObject({ name: 'Omar Haddad' });
  expect(await whoIs(pair.replace('__Host-', ''))).toBeNull();
});

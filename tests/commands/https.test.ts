import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApp, type TestApp } from '../support/app.ts';
import { newcomer } from '../support/joining.ts';
import { tokenIn } from '../support/person.ts';
import { z } from 'zod';

let app: TestApp;
beforeAll(async () => {
  app = await openApp({ HEARTH_URL: 'https://hearth.example/' });
});
afterAll(() => app.close());

async function signUp(): Promise<string> {
  const call = (name: string, input: unknown) =>
    fetch(`${app.url}/api/commands/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(input),
    });
  const form = newcomer();
  await call('account.sign-up', form);
  await app.settled();
  const response = await call('account.redeem-code', { token: tokenIn(app.services, form.email) });
  return response.headers.getSetCookie().join('\n');
}

async function whoIs(cookie: string): Promise<unknown> {
  const response = await fetch(`${app.url}/api/queries/account.me`, { headers: { cookie } });
  return z.object({ value: z.object({ me: z.unknown() }) }).parse(await response.json()).value.me;
}

test('behind https the cookie is held to this host and to https by its name', async () => {
  expect(await signUp()).toMatch(/^__Host-hearth=[\w-]{43}; Path=\/; Max-Age=5184000; HttpOnly; SameSite=Lax; Secure$/);
});

test('a cookie that another host may have planted, under the plain name, is not looked at', async () => {
  const pair = (await signUp()).split(';')[0] ?? '';
  expect(await whoIs(pair)).toMatchObject({ name: 'Omar Haddad' });
  expect(await whoIs(pair.replace('__Host-', ''))).toBeNull();
});

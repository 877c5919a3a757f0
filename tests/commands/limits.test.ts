import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { passwordsOfRange } from '@hearth/shared/accounts/budgets';
import { takingAlong } from '@hearth/shared/library/budgets';
import { openApp, type TestApp } from '../support/app.ts';
import { newcomer } from '../support/joining.ts';
import { PASSWORD } from '../support/person.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '1', TRUST_PROXY: '1' });
});
afterAll(() => app.close());

async function statusOf(
  name: string,
  input: unknown,
  address: string,
  commandId: string = randomUUID(),
): Promise<number> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': commandId, 'x-forwarded-for': address };
  const body = JSON.stringify(input);
  return (await fetch(`${app.url}/api/commands/${name}`, { method: 'POST', headers, body })).status;
}

test('attack 28: passwords of one account cannot be tried out from many addresses', async () => {
  const input = { email: 'ana@example.org', password: 'tried out by many' };
  const answers: number[] = [];
  for (let n = 1; n <= 22; n++) answers.push(await statusOf('account.sign-in', input, `198.51.${n}.1`));
  expect(answers).toEqual([...Array<number>(20).fill(401), 200, 200]);
});

test('nobody’s mailbox is filled with codes from many addresses', async () => {
  const input = { email: 'ben@example.org', locale: 'en' };
  const answers: number[] = [];
  for (let n = 1; n <= 6; n++) answers.push(await statusOf('account.request-code', input, `203.0.${n}.1`));
  expect(answers).toEqual([...Array<number>(5).fill(200), 429]);
});

test('attack 28: one range cannot try out many accounts', async () => {
  const most = passwordsOfRange.points;
  const tried = (n: number) => {
    const input = { email: `person${n}@example.org`, password: 'one for them all' };
    return statusOf('account.sign-in', input, `192.0.2.${n % 250}`);
  };
  const answers = await Promise.all(Array.from({ length: most + 5 }, (_, n) => tried(n)));
  expect(answers.filter((status) => status === 401)).toHaveLength(most);
  expect(answers.filter((status) => status === 200)).toHaveLength(5);
}, 120_000);

test('whoever names somebody’s address alone cannot spend their tries and keep them out', async () => {
  const { me } = await (await app.person()).see('account.me', {});
  const email = me?.email ?? '';
  for (let n = 1; n <= 21; n++)
    await statusOf('account.sign-up', { ...newcomer(), email, password: 'tried out by many' }, `198.51.${n}.1`);
  expect(await statusOf('account.sign-in', { email, password: PASSWORD }, '192.0.2.9')).toBe(200);
});

test('attack 28: six digits of one account cannot be tried out from many addresses, however many mails there are', async () => {
  const answers: number[] = [];
  for (let n = 1; n <= 7; n++) {
    const input = { email: n % 2 ? 'cleo@example.org' : `cleo+${n}@example.org`, code: String(100_000 + n) };
    answers.push(await statusOf('account.redeem-code', input, `198.51.${n}.1`));
  }
  expect(answers).toEqual([...Array<number>(5).fill(401), 429, 429]);
});

test('attack: one range does not take the library along again and again', async () => {
  const most = takingAlong.together ?? 0;
  const asked = (n: number) =>
    fetch(`${app.url}/api/queries/library.export?input={}`, { headers: { 'x-forwarded-for': `192.0.3.${n % 250}` } });
  const answers: number[] = [];
  for (let n = 0; n < most + 3; n++) answers.push((await asked(n)).status);
  expect(answers).toEqual([...Array<number>(most).fill(200), 429, 429, 429]);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openHouse, type TestHouse } from '../support/house.ts';
import { newcomer } from '../support/joining.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ HEARTH_RATE_FACTOR: '1', TRUST_PROXY: '1' });
});
afterAll(() => house.close());

async function statusOf(
  name: string,
  input: unknown,
  address: string,
  commandId: string = randomUUID(),
): Promise<number> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': commandId, 'x-forwarded-for': address };
  const body = JSON.stringify(input);
  return (await fetch(`${house.url}/api/commands/${name}`, { method: 'POST', headers, body })).status;
}

test('attack 28: passwords of one account cannot be tried out from many addresses', async () => {
  const input = { email: 'ana@example.org', password: 'tried out by many' };
  const answers: number[] = [];
  for (let n = 1; n <= 13; n++) answers.push(await statusOf('account.sign-in', input, `198.51.100.${n}`));
  expect(answers).toEqual([...Array<number>(12).fill(401), 429]);
});

test('nobody’s mailbox is filled with codes from many addresses', async () => {
  const input = { email: 'ben@example.org', locale: 'en' };
  const answers: number[] = [];
  for (let n = 1; n <= 6; n++) answers.push(await statusOf('account.request-code', input, `203.0.113.${n}`));
  expect(answers).toEqual([...Array<number>(5).fill(200), 429]);
});

test('attack 28: one address cannot try out many accounts', async () => {
  const answers: number[] = [];
  for (let n = 1; n <= 13; n++) {
    const input = { email: `person${n}@example.org`, password: 'one for them all' };
    answers.push(await statusOf('account.sign-in', input, '192.0.2.1'));
  }
  expect(answers).toEqual([...Array<number>(12).fill(401), 429]);
});

test('whoever knows somebody’s id alone cannot spend their tries and keep them out', async () => {
  const input = newcomer();
  const victim = house.stranger();
  await victim.do('account.sign-up', input);
  const personId = (await victim.see('account.me', {})).me?.id ?? '';
  for (let n = 1; n <= 13; n++) {
    const commandId = `${randomUUID().slice(0, 19)}${personId.slice(0, 4)}-${personId.slice(4)}`;
    const other = { ...newcomer(), password: 'tried out by many' };
    expect(await statusOf('account.sign-up', other, `198.51.100.${n}`, commandId)).toBe(409);
  }
  const { email, password } = input;
  expect(await statusOf('account.sign-in', { email, password }, '192.0.2.9')).toBe(200);
});

test('attack 28: six digits of one account cannot be tried out from many addresses, however many mails there are', async () => {
  const answers: number[] = [];
  for (let n = 1; n <= 13; n++) {
    const input = { email: 'cleo@example.org', code: String(100_000 + n) };
    answers.push(await statusOf('account.redeem-code', input, `198.51.100.${n}`));
  }
  expect(answers).toEqual([...Array<number>(12).fill(401), 429]);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { testGates } from '../support/gates.ts';
import type { Person } from '../support/person.ts';

/** As a network of schools sets it, where many people share one address. */
let app: TestApp;
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '100' });
});
afterAll(() => app.close());

const email = 'dan@example.org';

test.each([
  ['account.request-code', { email, locale: 'en' }, 5],
  ['account.redeem-code', { email, code: '123456' }, 5],
] as const)(
  'attack 28: %s is no more often for one account where schools share an address',
  async (name, input, most) => {
    const answers: number[] = [];
    for (let n = 1; n <= most + 1; n++) answers.push((await app.stranger().post(name, input)).status);
    expect(answers.slice(0, most)).not.toContain(429);
    expect(answers.at(-1)).toBe(429);
  },
);

test('many accounts may be signed in to from one address where schools share it', async () => {
  for (let n = 1; n <= 20; n++) {
    const input = { email: `person${n}@example.org`, password: 'one for each of them' };
    expect((await app.stranger().post('account.sign-in', input)).status).toBe(401);
  }
});

test('attack 28: passwords of one account are no more where schools share an address', async () => {
  const input = { email, password: 'tried out by many' };
  const answers: number[] = [];
  for (let n = 1; n <= 21; n++) answers.push((await app.stranger().post('account.sign-in', input)).status);
  expect(answers).toEqual([...Array<number>(20).fill(401), 200]);
});

test('the gate for floods is as admins have set it, whatever schools need', async () => {
  const [ada, mo] = [await app.person({ role: 'admin' }), await app.person({ role: 'moderator' })];
  const [board, talk] = [await aBoard(), await aBoard()];
  await ada.do('gate.set', { ...testGates, flood: 6 });
  const { id: threadId } = await aThread(mo, board);
  const { id: alone } = await aThread(mo, talk);
  const [ana, ben] = [await app.person(), await app.person()];
  const reply = async (person: Person, thread: typeof threadId, text: string) => {
    const result = await person.try('post.reply', { threadId: thread, text });
    return result.ok ? 'there' : result.error.reason;
  };
  const said: string[] = [];
  for (let n = 1; n <= 8; n++) said.push(await reply(ana, alone, `Number ${n} of one person`));
  expect(said).toEqual(Array<string>(8).fill('there'));
  const together: string[] = [];
  for (let n = 1; n <= 4; n++)
    for (const person of [ana, ben]) together.push(await reply(person, threadId, `Number ${n} of ${person.personId}`));
  expect(together).toEqual([...Array<string>(6).fill('there'), 'held', 'held']);
  expect((await mo.see('gate.get', {})).floods.map(({ board: { id } }) => id)).toEqual([board]);
});

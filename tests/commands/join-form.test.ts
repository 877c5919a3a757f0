import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApp, type TestApp } from '../support/app.ts';
import { newcomer } from '../support/joining.ts';
import { PASSWORD, signedUp } from '../support/person.ts';

/** A form for joining that comes back sooner than a person can fill it in. */

let app: TestApp;
beforeAll(async () => {
  app = await openApp({ HEARTH_JOIN_SECONDS: '30', HEARTH_JOIN: 'open' });
});
afterAll(() => app.close());

const stampNow = async () => (await app.stranger().see('account.join-form', {})).stamp;
type Form = Parameters<typeof signedUp>[2] & {
  readonly stamp?: string | undefined;
  readonly kept?: string | undefined;
};
const send = (form: Form) => app.stranger().try('account.sign-up', form);

/** What is asked for once more, with what it brings then. */
async function askedAgain(form: Form) {
  const answer = await send(form);
  if (answer.ok) throw new Error('it was not asked for once more');
  expect(answer.error).toMatchObject({ code: 'conflict', reason: 'too-quick' });
  const { stamp, kept } = answer.error.params ?? {};
  return { stamp: String(stamp), kept: String(kept) };
}

test('too quick, it is asked for once more, and the same form passes a moment later with its password', async () => {
  const stamp = await stampNow();
  const { password, ...form } = newcomer();
  const again = await askedAgain({ ...form, password, stamp });
  expect(again.stamp).toBe(stamp);
  expect(JSON.stringify(again)).not.toContain(PASSWORD);
  expect(app.services.mailer.inbox()?.some(({ to }) => to.address === form.email)).toBe(false);
  // Sooner than that it is asked for again, and keeps what it has.
  app.clock.advance(20_000);
  const still = await askedAgain({ ...form, ...again });
  app.clock.advance(10_000);
  const person = await signedUp(app.url, app.services, { ...form, ...still });
  expect((await person.see('account.me', {})).me?.email).toBe(form.email);
  const signedIn = { email: form.email, password: PASSWORD };
  expect(await app.stranger().do('account.sign-in', signedIn)).toEqual({ outcome: 'signed-in' });
});

test('a person is not asked: after as long as that takes, for a day; without a form of ours nobody is either', async () => {
  const stamp = await stampNow();
  app.clock.advance(30_000);
  expect(await send({ ...newcomer(), stamp })).toMatchObject({ ok: true });
  await app.settled();
  app.clock.advance(23 * 3_600_000);
  expect(await send({ ...newcomer(), stamp })).toMatchObject({ ok: true });
  expect(await send(newcomer())).toMatchObject({ ok: true });
});

test('attack 69: an empty, a made-up, a later or an old stamp is none, and neither is a kept password of somebody’s making', async () => {
  const stamp = await stampNow();
  const [at = '', proof = ''] = stamp.split('.');
  const later = (Number.parseInt(at, 36) - 60_000).toString(36);
  app.clock.advance(31_000);
  for (const wrong of ['', 'x', at, `${later}.${proof}`, `${at}.${proof.slice(1)}x`])
    expect((await askedAgain({ ...newcomer(), stamp: wrong })).stamp).not.toBe(wrong);
  await app.settled();
  app.clock.advance(25 * 3_600_000);
  // The one that comes instead passes as any other does.
  const { stamp: fresh } = await askedAgain({ ...newcomer(), stamp });
  app.clock.advance(30_000);
  const { password: _none, ...form } = newcomer();
  for (const kept of ['x', Buffer.alloc(60, 1).toString('base64url')])
    expect(await send({ ...form, stamp: fresh, kept })).toMatchObject({ ok: true });
  // None was set by it.
  expect(await app.stranger().try('account.sign-in', { email: form.email, password: PASSWORD })).toMatchObject({
    ok: false,
  });
});

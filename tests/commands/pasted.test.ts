import { afterEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openApp, type TestApp } from '../support/app.ts';
import { newcomer } from '../support/joining.ts';
import { Mailbox } from '../support/mailbox.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
afterEach(() => app.close());

test.each([
  ["k.o'connor", 'school.example', 'school.example'],
  ['a_b=c', 'school.example', 'school.example'],
  ['mom&dad', 'school.example', 'school.example'],
  ['ana', 'español.example', 'xn--espaol-zwa.example'],
])(
  'part 4: %s@%s joins, gets the mail, and reads the address as it was written',
  async (local, host, carried) => {
    const mailbox = await Mailbox.start();
    app = await openApp({ SMTP_URL: mailbox.url });
    const [person, form] = [app.stranger(), { ...newcomer(), email: `${local.toUpperCase()}@${host}` }];
    const { signUp } = await person.do('account.sign-up', form);
    // The mail server of the test shows domains as people write them.
    const { text } = await mailbox.latestTo(`${local}@${host}`);
    const token = /token=([\w-]+)/.exec(text)?.[1] ?? '';
    await person.do('account.redeem-code', { token: `${app.url}/sign-in/link?token=${token}`, signUp });
    expect((await person.see('account.me', {})).me).toMatchObject({ email: `${local}@${host}` });
    const again = app.stranger();
    await again.do('account.sign-in', { email: `<mailto:${local}@${carried}>`, password: form.password });
    expect((await again.see('account.me', {})).me).not.toBeNull();
    await mailbox.close();
  },
  30_000,
);

test('R14: an address, a code and an invitation are read as they are meant, however they were copied', async () => {
  app = await openApp();
  const [person, name] = [app.stranger(), randomUUID()];
  const host = await app.person({ role: 'moderator' });
  const { link } = await host.do('invitation.create', { uses: 1, locale: 'en' });
  const form = { ...newcomer(), email: `\u200b<mailto:${name}@School.example>`, invitation: ` ${link} ` };
  const { signUp } = await person.do('account.sign-up', form);
  await app.settled();
  const mail = app.services.mailer.inbox()?.find(({ to }) => to.address === `${name}@school.example`);
  const code = /\b\d{6}\b/.exec(mail?.subject ?? '')?.[0] ?? '';
  const wide = code.replace(/\d/g, (figure) => String.fromCharCode(0xff10 + Number(figure)));
  const pasted = `${wide.slice(0, 3)}-${wide.slice(3)}`;
  await person.do('account.redeem-code', { email: `“${name}@school.example”`, code: pasted, signUp });
  expect((await person.see('account.me', {})).me).toMatchObject({ email: `${name}@school.example` });
});

test('R13: a refusal names each field and what is wrong with it, over HTTP and over the live connection', async () => {
  app = await openApp();
  const refused = {
    reason: 'invalid-input',
    fields: { email: 'address-letters', school: 'too-long', state: 'choice' },
  };
  const form = { ...newcomer(), email: 'josé@school.example', school: 'x'.repeat(200), state: 'Ohio' };
  expect(await app.stranger().try('account.sign-up', form)).toMatchObject({ error: refused });
  const ana = await app.person();
  const input = { boardId: 'lounge', title: '\u2800', text: 'x'.repeat(20_001), language: 'de' };
  const wrong = { reason: 'invalid-input', fields: { title: 'missing', text: 'too-long', language: 'choice' } };
  expect((await ana.post('thread.start', input)).body).toMatchObject({ error: wrong });
  await until(() => ana.connection.isConnected, 'the live connection');
  expect(await ana.connection.command('thread.start', randomUUID(), input)).toMatchObject({ error: wrong });
});

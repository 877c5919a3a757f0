import { afterEach, expect, test } from '@jest/globals';
import { openApp, type TestApp } from '../support/app.ts';
import { aModerator, newcomer } from '../support/joining.ts';
import { Mailbox } from '../support/mailbox.ts';
import { PASSWORD, signedUp } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
afterEach(() => app.close());

test('by invitation: without one nobody joins, and each is good for so many people', async () => {
  app = await openApp({ HEARTH_JOIN: 'invitation' });
  const host = await aModerator(app);
  expect(await app.stranger().try('account.sign-up', newcomer())).toMatchObject({
    error: { reason: 'invitation-needed' },
  });
  const { link } = await host.do('invitation.create', { uses: 2, locale: 'en' });
  const invitation = new URL(link).searchParams.get('invitation') ?? '';
  for (const form of [newcomer(), newcomer()]) await signedUp(app.url, app.services, { ...form, invitation });
  expect(await app.stranger().try('account.sign-up', { ...newcomer(), invitation })).toMatchObject({
    error: { reason: 'invitation-used' },
  });
});

test('whoever fills in what people do not see is answered as ever, and waits for a welcome', async () => {
  app = await openApp({ HEARTH_JOIN: 'open' });
  const host = await aModerator(app);
  const website = 'https://buy.example';
  const asked = await app.stranger().do('account.sign-up', { ...newcomer(), website });
  expect(asked).toMatchObject({ outcome: 'code-sent' });
  const person = await signedUp(app.url, app.services, { ...newcomer(), website });
  expect((await person.see('account.me', {})).me).toBeNull();
  const [waiting] = (await host.see('person.waiting', {})).people;
  await host.do('person.decide', { personId: waiting?.id ?? '', welcome: true });
  const other = await signedUp(app.url, app.services, { ...newcomer(), website: '  ' });
  expect((await other.see('account.me', {})).me).not.toBeNull();
});

test('by approval: one waits outside until a moderator says welcome', async () => {
  app = await openApp({ HEARTH_JOIN: 'approval' });
  const host = await aModerator(app);
  const input = newcomer();
  const person = await signedUp(app.url, app.services, input);
  expect((await person.see('account.me', {})).me).toBeNull();
  expect(await person.do('account.sign-in', { email: input.email, password: PASSWORD })).toEqual({
    outcome: 'waiting',
  });

  const [waiting] = (await host.see('person.waiting', {})).people;
  if (!waiting) throw new Error('nobody waits');
  expect((await person.get('person.waiting', {})).status).toBe(404);
  await Promise.all([1, 2].map(() => host.do('person.decide', { personId: waiting.id, welcome: true })));
  expect(await person.do('account.sign-in', { email: input.email, password: PASSWORD })).toEqual({
    outcome: 'signed-in',
  });
  const welcomes = () =>
    app.services.mailer.inbox()?.filter(({ to, subject }) => to.address === input.email && /Welcome/.test(subject));
  await until(() => welcomes()?.length === 1, 'the welcome');
  await app.settled();
  expect(welcomes()).toHaveLength(1);
});

test('H10: what strangers write is in no mail to whoever did not ask for it, and mail goes to the one address alone', async () => {
  const mailbox = await Mailbox.start();
  app = await openApp({ SMTP_URL: mailbox.url, MAIL_FROM: 'hearth@example.org' });
  const form = { ...newcomer(), name: 'Xochitl Zamora', school: 'Call now school', locale: 'es' as const };
  const { signUp } = await app.stranger().do('account.sign-up', form);
  const mail = await mailbox.latestTo(form.email);
  expect(mail).toMatchObject({ to: [form.email], toNames: [''], from: expect.stringContaining('hearth@example.org') });
  expect(mail.subject).toMatch(/^\d{6} es su código para Hearth$/);
  const link = /https?:\S+token=[\w-]+/.exec(mail.text)?.[0] ?? 'no link';
  expect(mail.html).toContain(link);
  expect(JSON.stringify(mail)).not.toMatch(/Xochitl|Zamora|Call now/);

  // Once the address is proven its owner is spoken to by name.
  const token = new URL(link).searchParams.get('token') ?? '';
  await app.stranger().do('account.redeem-code', { token, signUp });
  mailbox.mails.length = 0;
  await app.stranger().do('account.request-code', { email: form.email, locale: 'es' });
  expect(await mailbox.latestTo(form.email)).toMatchObject({
    toNames: ['Xochitl Zamora'],
    text: expect.stringContaining('Hola, Xochitl Zamora:'),
  });
  await mailbox.close();
}, 20_000);

test.each([
  ['your account is locked, verify at evil.example/hearth now'],
  ['O’Brien, "Pat" <x@evil.example>'],
  ['Ana\r\nBcc: b@evil.example'],
])('H10: nobody joins as %j', async (name) => {
  app = await openApp();
  expect(await app.stranger().try('account.sign-up', { ...newcomer(), name })).toMatchObject({
    error: { reason: 'invalid-input', fields: { name: 'signs' } },
  });
});

test('H14: who takes a name that speaks for the network, or that of its staff, waits for a moderator', async () => {
  app = await openApp();
  const host = await aModerator(app);
  for (const name of ['Hearth Team', 'Moderator Rosa', 'Ιngrid Solberg', 'Ingrid SoIberg']) {
    const person = await signedUp(app.url, app.services, { ...newcomer(), name });
    expect((await person.see('account.me', {})).me).toBeNull();
  }
  expect((await host.see('person.waiting', {})).people.map(({ name }) => name)).toHaveLength(4);
  const member = await app.person();
  const { me } = await member.see('account.me', {});
  if (!me) throw new Error('not signed in');
  const { name, work, school, state, languages, bio, locale } = me;
  const own = { name, school, work, state, languages, bio, locale };
  for (const [field, wanted] of [
    ['name', 'Hearth Team'],
    ['school', 'Moderator'],
  ] as const)
    expect(await member.try('account.edit-profile', { ...own, [field]: wanted })).toMatchObject({
      error: { fields: { [field]: 'reserved' } },
    });
});

test('who was said welcome to under such a name goes on under it', async () => {
  app = await openApp();
  const host = await aModerator(app);
  const form = { ...newcomer(), name: 'Equipo Lopez' };
  const person = await signedUp(app.url, app.services, form);
  const [waiting] = (await host.see('person.waiting', {})).people;
  await host.do('person.decide', { personId: waiting?.id ?? '', welcome: true });
  await person.do('account.sign-in', { email: form.email, password: PASSWORD });
  const { name, work, school, state, languages, locale } = form;
  const changed = { name, work, school, state, languages, locale, bio: 'Hello' };
  expect(await person.do('account.edit-profile', changed)).toMatchObject({ name, bio: 'Hello' });
});

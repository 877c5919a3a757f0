import { afterEach, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { simpleParser, type ParsedMail } from 'mailparser';
import { openHouse, type TestHouse } from '../support/house.ts';
import { aModerator, newcomer } from '../support/joining.ts';
import { PASSWORD } from '../support/person.ts';
import { until } from '../support/watching.ts';

let house: TestHouse;
afterEach(() => house.close());

test('by invitation: without one nobody joins, and each is good for so many people', async () => {
  house = await openHouse({ HEARTH_JOIN: 'invitation' });
  const host = await aModerator(house);
  expect(await house.stranger().try('account.sign-up', newcomer())).toMatchObject({
    error: { reason: 'invitation-needed' },
  });
  const { link } = await host.do('invitation.create', { uses: 2, locale: 'en' });
  const invitation = new URL(link).searchParams.get('invitation') ?? '';
  const tries = await Promise.all(
    [1, 2].map(() => house.stranger().try('account.sign-up', { ...newcomer(), invitation })),
  );
  expect(tries.every(({ ok }) => ok)).toBe(true);
  expect(await house.stranger().try('account.sign-up', { ...newcomer(), invitation })).toMatchObject({
    error: { reason: 'invitation-used' },
  });
});

test('by approval: one waits outside until a moderator says welcome', async () => {
  house = await openHouse({ HEARTH_JOIN: 'approval' });
  const host = await aModerator(house);
  const person = house.stranger();
  const input = newcomer();
  expect(await person.do('account.sign-up', input)).toEqual({ outcome: 'waiting' });
  expect((await person.see('account.me', {})).me).toBeNull();
  expect(await person.do('account.sign-in', { email: input.email, password: PASSWORD })).toEqual({
    outcome: 'waiting',
  });

  const [waiting] = await host.see('person.waiting', {});
  if (!waiting) throw new Error('nobody waits');
  expect((await person.get('person.waiting', {})).status).toBe(404);
  await Promise.all([1, 2].map(() => host.do('person.decide', { personId: waiting.id, welcome: true })));
  expect(await person.do('account.sign-in', { email: input.email, password: PASSWORD })).toEqual({
    outcome: 'signed-in',
  });
  await until(() => house.house.mailer.inbox()?.some(({ to }) => to.address === input.email) ?? false, 'the welcome');
  expect(house.house.mailer.inbox()?.filter(({ to }) => to.address === input.email)).toHaveLength(1);
});

test('mail goes out through a real mail server, to the one address alone, and says the same in text and HTML', async () => {
  const mails: { to: string[]; mail: ParsedMail }[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      void simpleParser(stream).then((mail) => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), mail });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as { port: number };
  house = await openHouse({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'hearth@example.org' });
  const input = { ...newcomer(), name: 'O\u2019Brien, "Pat" <x@evil.example>', locale: 'es' as const };
  await house.stranger().do('account.sign-up', input);
  await house.stranger().do('account.request-code', { email: input.email, locale: 'es' });
  await until(() => mails.length > 0, 'the mail');

  const [{ to, mail } = { to: [], mail: undefined }] = mails;
  expect(to).toEqual([input.email]);
  expect(mail?.from?.text).toContain('hearth@example.org');
  expect(mail?.subject).toMatch(/^\d{6} es su código para Hearth$/);
  const link = /https?:\S+token=[\w-]+/.exec(mail?.text ?? '')?.[0] ?? 'no link';
  expect(mail?.html).toContain(link);
  expect(mail?.html).not.toContain('<x@evil');
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
}, 20_000);

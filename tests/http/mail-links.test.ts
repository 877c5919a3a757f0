import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ruleId } from '@hearth/shared/house-rules/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { newcomer } from '../support/joining.ts';
import type { Person } from '../support/person.ts';

/** What a mail scanner does with every mail: it opens all links, as nobody, before the person does. */
let app: TestApp;
let ana: Person;
beforeAll(async () => {
  app = await openApp({}, { withPages: true });
  ana = await app.person({ name: 'Ana Fuentes' });
}, 60_000);
afterAll(() => app.close());

const HOUR_MS = 3_600_000;
const inbox = () => app.services.mailer.inbox() ?? [];

/** The server's own notes of what it has done, which change by themselves. */
const ownNotes = new Set(['jobs', 'leases']);

async function hashOfStore(): Promise<string> {
  const hash = createHash('sha256');
  const names = (await mongoose.connection.listCollections())
    .map(({ name }) => name)
    .filter((name) => !ownNotes.has(name));
  for (const name of names.toSorted())
    for (const document of await mongoose.connection.collection(name).find().sort({ _id: 1 }).toArray())
      hash.update(JSON.stringify([name, document]));
  return hash.digest('hex');
}

/** Each kind of mail that somebody has with a link in it. */
async function receiveMails(): Promise<{ readonly signUp: string; readonly email: string }> {
  const [mod, stranger, form] = [await app.person({ role: 'moderator' }), app.stranger(), newcomer()];
  await mod.do('invitation.create', { uses: 1, email: newcomer().email, locale: 'es' });
  const { id: threadId } = await aThread(ana, await aBoard());
  await mod.do('post.reply', { threadId, text: 'Ask the union.' });
  const at = new Date(app.clock.now().getTime() + HOUR_MS).toISOString();
  await ana.do('bookmark.set', { threadId, no: 1, reminder: { at, zone: 'America/Chicago' } });
  const until = new Date(app.clock.now().getTime() + 48 * HOUR_MS).toISOString();
  const sanction = {
    personId: ana.personId,
    kind: 'silence',
    ruleId: ruleId.parse('be-kind'),
    words: 'Not so.',
    until,
  } as const;
  await mod.do('sanction.impose', sanction, randomUUID());
  await app.settled();
  app.clock.advance(2 * HOUR_MS);
  await app.services.jobs.settled(20_000);
  // Last: a code is good for minutes.
  const { signUp } = await stranger.do('account.sign-up', form);
  await app.settled();
  await app.services.jobs.settled(20_000);
  return { signUp, email: form.email };
}

test('f6, LB-15: whoever opens every link of every mail three times, by GET and by HEAD, changes nothing', async () => {
  const { signUp, email } = await receiveMails();
  const links = [
    ...new Set(inbox().flatMap((mail) => [...linksIn(mail.text), ...linksIn(mail.html), mail.stopAt ?? ''])),
  ]
    .filter(Boolean)
    .map((link) => link.replaceAll('&amp;', '&'));
  const places = new Set(links.map((link) => new URL(link).pathname.replace(/[0-9a-f]{16}/, '…')));
  expect([...places].toSorted()).toEqual([
    ...['/api/stop-mails', '/bell/stop', '/rules', '/sign-in/link', '/sign-up'],
    ...['/t/…', '/you/bell', '/you/standing'],
  ]);
  const before = await hashOfStore();
  for (const link of links)
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD', 'GET', 'HEAD']) {
      const { status } = await fetch(link.replace(/^https?:\/\/[^/]+/, app.url), { method });
      expect([link, method, status < 400]).toEqual([link, method, true]);
    }
  expect(await hashOfStore()).toBe(before);
  // And what the code is good for it still is.
  const token = /token=([\w-]+)/.exec(inbox().find(({ to }) => to.address === email)?.text ?? '')?.[1] ?? '';
  expect(await app.stranger().do('account.redeem-code', { token, signUp })).toMatchObject({ outcome: 'signed-in' });
}, 120_000);

function linksIn(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s"<>]+/g)].map(([link]) => link);
}

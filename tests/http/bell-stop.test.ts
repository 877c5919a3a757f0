import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { Mailbox } from '../support/mailbox.ts';
import { SECRET, ServerProcess, startStore } from '../support/processes.ts';

let store: { uri: string; close: () => Promise<void> };
let mailbox: Mailbox;
let app: TestApp;
let server: ServerProcess;
beforeAll(async () => {
  [store, mailbox] = [await startStore(), await Mailbox.start()];
  const shared = { MONGODB_URI: store.uri, HEARTH_SECRET: SECRET };
  app = await openApp({ ...shared, SMTP_URL: mailbox.url });
  server = await ServerProcess.start(shared);
}, 60_000);
afterAll(async () => {
  await server.stop();
  await app.close();
  await mailbox.close();
  await store.close();
}, 30_000);

test('Complaint 5: the address in a mail’s header stops the mails by one press, signed out, and looking at it does not', async () => {
  const [ana, ben] = [await app.person(), await app.person({ name: 'Ben Okafor' })];
  const { id: threadId } = await aThread(ana, await aBoard());
  await ben.do('post.reply', { threadId, text: 'Ask the union.' });
  await app.settled();
  app.clock.advance(11 * 60_000);
  await app.services.jobs.settled(20_000);
  const email = (await ana.see('account.me', {})).me?.email ?? '';
  const { headers } = await mailbox.latestTo(email);
  const address = headers['list-unsubscribe']?.replace(/^<|>$/g, '').replace(app.url, server.url) ?? '';
  const isStopped = async () => (await ana.see('bell.settings', {})).mailsStopped;

  const page = await fetch(address);
  expect(new URL(page.url).pathname).toBe('/bell/stop');
  expect([page.status, await isStopped()]).toEqual([200, false]);
  expect(await page.text()).not.toMatch(new RegExp(`${ana.personId}|${email}|Fuentes`));

  // As mail programs do it: no cookie, no origin, and a body that says no more than that (RFC 8058).
  const press = (to: string) =>
    fetch(to, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
      redirect: 'manual',
    });
  const other = address.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A'));
  expect([(await press(other)).status, await isStopped()]).toEqual([404, false]);
  expect([(await press(address)).status, await isStopped()]).toEqual([200, true]);
  // Another site's page presses nothing.
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  expect((await fetch(address, { method: 'POST', headers: foreign })).status).toBe(403);
}, 60_000);

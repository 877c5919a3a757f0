import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { EntryId } from '@hearth/shared/library/entity';
import type { Browser } from 'playwright-core';
import { openApp, type TestApp } from '../support/app.ts';
import { openBrowser, visit, type Looks } from '../support/browser.ts';
import { anEntry } from '../support/library.ts';
import { openOtherSite, type OtherSite } from '../support/other-site.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let other: OtherSite;
let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  other = await openOtherSite();
  app = await openApp({ HEARTH_PREVIEWS: 'on' }, { publicWeb: other.reach, withPages: true });
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await app.close();
  await other.close();
});

const DAY_MS = 86_400_000;

/** Somebody who is signed in already, at a browser. */
async function at(person: Person, looks: Looks) {
  const visitor = await visit(browser, app.url, looks);
  const [name = '', value = ''] = present(person.cookie).split('=');
  await visitor.context.addCookies([{ name, value, url: app.url }]);
  return visitor;
}

/** A link that does not open, over a week. */
async function broken(host: string): Promise<{ entryId: EntryId; mend: () => void; owner: Person; curator: Person }> {
  // Links of somebody new would wait for a moderator.
  const owner = await app.person({ name: 'Olga Owner', role: 'moderator' });
  const curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  other.name(host, ['127.0.0.1']);
  let status = 404;
  other.at(`/${host}`, (_request, response) => void response.writeHead(status).end());
  const link = { kind: 'link' as const, url: other.url(`/${host}`, host), title: 'The guide', language: 'en' as const };
  const { id: entryId } = await anEntry({ owner, curator }, 'published', { title: `Of ${host}`, parts: [link] });
  await app.settled();
  for (let turn = 0; turn < 3; turn++) {
    app.clock.advance(4 * DAY_MS);
    await app.settled();
  }
  // Its host has had its pause.
  app.clock.advance(60_000);
  return { entryId, mend: () => (status = 200), owner, curator };
}

test('a link that does not open says so to everybody; its owner reads it at the bell and has it looked at again', async () => {
  const { entryId, mend, owner } = await broken('one.example');
  const [stranger, visitor] = [
    await visit(browser, app.url, { width: 360 }),
    await at(owner, { width: 360, locale: 'es' }),
  ];
  const read = await stranger.open(`/library/${entryId}`);
  const state = read.getByTestId('link-state');
  expect(await state.innerText()).toMatch(/^Has not opened since .+ 20\d\d\. We last looked on .+ 20\d\d\.$/);
  expect(await read.getByRole('button', { name: /^Check now/ }).count()).toBe(0);

  const page = await visitor.open('/bell');
  await page.getByRole('link', { name: 'Un enlace de lo que compartió con la biblioteca ya no se abre' }).click();
  await page.getByText(/^No se abre desde el .+\. Lo comprobamos por última vez el/).waitFor();
  mend();
  await page.getByRole('button', { name: /^Comprobar ahora\W+The guide$/ }).click();
  await page.getByText(/^Se abrió cuando lo comprobamos el .+ de 20\d\d\.$/).waitFor();
  const again = await visitor.open('/bell');
  await again.getByRole('heading', { level: 1 }).waitFor();
  expect(await again.getByText('ya no se abre').count()).toBe(0);
  expect([...stranger.faults, ...visitor.faults]).toEqual([]);
  await Promise.all([stranger.close(), visitor.close()]);
}, 120_000);

test('curators have a list of what does not open, and look again before scripts run too', async () => {
  const { mend, curator } = await broken('two.example');
  const visitor = await at(curator, { width: 360, scripts: false });
  const page = await visitor.open('/library/queue');
  await page.getByRole('link', { name: /^Links that do not open: [1-9]/ }).click();
  const row = page.getByTestId('broken-links').getByRole('listitem').filter({ hasText: 'Of two.example' });
  expect(await row.innerText()).toContain('Olga Owner');
  mend();
  await row.getByRole('button', { name: /^Check now/ }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await app.settled();
  const after = await visitor.open('/library/links');
  await after.getByRole('heading', { level: 1 }).waitFor();
  expect(await after.getByText('Of two.example').count()).toBe(0);
  expect(visitor.faults).toEqual([]);
  await visitor.close();
}, 120_000);

import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let path: string;
let [one, other]: string[] = [];
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const [latest] = (await demo.see('thread.latest', { most: 20 })).filter(({ thread }) => thread.lastNo < 20);
  path = `/t/${latest?.thread.id}`;
  const author = latest?.thread.by?.name;
  const members = (await demo.see('demo.people', {})).filter(({ role, name }) => role === 'member' && name !== author);
  [one, other] = members.map(({ name }) => name);
}, 120_000);

const ofFirst = (page: Page) => page.locator('#post-1').getByTestId('reactions');
const isAt = (page: Page, name: RegExp | string) => ofFirst(page).getByRole('button', { name, exact: true }).waitFor();

test('one tap thanks, in two languages, on a phone and a desktop; everybody sees it at once, and names on tap', async () => {
  const ana = await visit(browser, demo.url, { width: 360 });
  const ben = await visit(browser, demo.url, { locale: 'es' });
  await Promise.all([signInAs(ana, one ?? ''), signInAs(ben, other ?? '')]);
  const [phone, desktop, second] = [await ana.open(path), await ben.open(path), await ana.open(path)];
  await Promise.all([phone, desktop, second].map(untilLive));

  await ofFirst(phone).getByRole('button', { name: 'Thanks' }).click();
  await isAt(desktop, 'Gracias: 1');
  // One's other tab shows it as one's own.
  await ofFirst(second).locator('button[aria-pressed=true]').waitFor();
  await ofFirst(desktop).getByRole('button', { name: 'Gracias: 1' }).click();
  await isAt(phone, 'Thanks: 2');

  await ofFirst(desktop).getByRole('link').click();
  const names = desktop.getByTestId('reaction-names');
  await names.getByRole('link', { name: one ?? '' }).waitFor();
  await names.getByRole('link', { name: other ?? '' }).waitFor();
  // Another one takes the place of the first; the list follows.
  await desktop.getByRole('button', { name: 'Un abrazo', exact: true }).last().click();
  await isAt(phone, 'Thinking of you: 1');
  await isAt(phone, 'Thanks: 1');
  await names.getByText('Un abrazo:').waitFor();

  // Taken back.
  await ofFirst(phone).getByRole('button', { name: 'Thanks: 1' }).click();
  await isAt(phone, 'Thanks');
  await ofFirst(desktop).getByRole('button', { name: 'Un abrazo: 1' }).click();
  await isAt(desktop, 'Gracias');
  expect([...ana.faults, ...ben.faults]).toEqual([]);
  await Promise.all([ana.close(), ben.close()]);
}, 90_000);

test('a stranger sees how many, and taps nothing', async () => {
  const ana = await asNamed(browser, demo, one ?? '');
  const page = await ana.open(path);
  await untilLive(page);
  await ofFirst(page).getByRole('button', { name: 'Thanks' }).click();
  await isAt(page, 'Thanks: 1');
  const stranger = await (await browser.newContext({ baseURL: demo.url, locale: 'en' })).newPage();
  await stranger.goto(path);
  expect((await ofFirst(stranger).innerText()).replace(/\s+/g, ' ')).toContain('Thanks: 1');
  expect(await ofFirst(stranger).getByRole('button').count()).toBe(0);
  await ofFirst(page).getByRole('button', { name: 'Thanks: 1' }).click();
  await isAt(page, 'Thanks');
  await Promise.all([stranger.context().close(), ana.close()]);
}, 60_000);

test('without scripts a button thanks and takes back, and a page has the rest', async () => {
  const ana = await asNamed(browser, demo, one ?? '', { scripts: false });
  const page = await ana.open(path);
  await ofFirst(page).getByRole('button', { name: 'Thanks' }).click();
  await page.waitForURL(/post=1/);
  await until(page, 'Thanks: 1');
  await ofFirst(page).getByRole('link').click();
  await page
    .getByTestId('reaction-names')
    .getByRole('link', { name: one ?? '' })
    .waitFor();
  await page.getByRole('button', { name: 'Helpful' }).click();
  await page.waitForURL(/post=1/);
  await until(page, 'Helpful: 1');
  await ofFirst(page).getByRole('button', { name: 'Helpful: 1' }).click();
  await page.waitForURL(/post=1/);
  await ana.close();
}, 60_000);

/** Counts follow within a moment; a page without scripts is loaded again. */
async function until(page: Page, name: string): Promise<void> {
  for (let n = 0; n < 40; n++) {
    if ((await ofFirst(page).getByRole('button', { name, exact: true }).count()) > 0) return;
    await page.reload();
  }
  throw new Error(`there is no ${name}`);
}

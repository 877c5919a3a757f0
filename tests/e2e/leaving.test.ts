import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';

/** One computer, used by several people in turn. */
let demo: Demo;
let browser: Browser;
let computer: Visitor;
let ana: string;
let ben: string;
let thread: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  [ana = '', ben = ''] = people.map(({ name }) => name);
  const [latest] = await demo.see('thread.latest', { most: 1 });
  thread = `/t/${latest?.thread.id}`;
  computer = await visit(browser, demo.url);
}, 120_000);
afterAll(async () => {
  await computer.close();
  await browser.close();
  await demo.close();
}, 30_000);

const composer = (page: Page) => page.getByTestId('composer').getByRole('textbox');
const kept = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => /^hearth:(draft|unanswered):/.test(key)));

async function writes(who: string, words: string): Promise<Page> {
  await signInAs(computer, who);
  const page = await computer.open(thread);
  await untilLive(page);
  await composer(page).fill(words);
  expect(await kept(page)).toContainEqual(expect.stringMatching(/draft:reply/));
  return page;
}

test('signing out takes drafts along, from every tab, and the next person finds nothing', async () => {
  const tab = await writes(ana, 'Only Ana should ever read this');
  const leaving = await computer.open('/you');
  await leaving.getByRole('button', { name: 'Sign out', exact: true }).click();
  const answered = leaving.waitForResponse((response) => response.url().endsWith('/you?/out'));
  await leaving.getByRole('button', { name: 'Sign out anyway' }).click();
  expect((await (await answered).allHeaders())['clear-site-data']).toBe('"storage"');
  await leaving.getByRole('status').filter({ hasText: 'You are signed out' }).waitFor();
  expect(await kept(leaving)).toEqual([]);
  // The other tab signs itself out.
  await composer(tab).waitFor({ state: 'detached' });
  await leaving.close();

  await signInAs(computer, ben);
  const page = await computer.open(thread);
  await untilLive(page);
  expect(await composer(page).inputValue()).toBe('');
  await Promise.all([tab.close(), page.close()]);
}, 60_000);

test('a session that was ended elsewhere leaves the draft to its owner, and to nobody else', async () => {
  const page = await writes(ana, 'Ana comes back to this');
  await computer.context.clearCookies({ name: 'hearth' });
  await page.reload();
  expect(await kept(page)).toContainEqual(expect.stringMatching(/draft:reply/));
  await signInAs(computer, ana);
  await page.reload();
  await untilLive(page);
  expect(await composer(page).inputValue()).toBe('Ana comes back to this');

  await computer.context.clearCookies({ name: 'hearth' });
  await signInAs(computer, ben);
  await page.goto(thread);
  await untilLive(page);
  expect(await composer(page).inputValue()).toBe('');
  expect((await kept(page)).filter((key) => key.includes('draft'))).toEqual([]);
  await page.close();
}, 60_000);

test('where the browser does not heed the server, the page forgets by itself', async () => {
  const page = await writes(ana, 'On a computer without https');
  await page.route('**/you?/out', async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    const { 'clear-site-data': _heeded, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await page.goto('/you');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out anyway' }).click();
  await page.getByRole('status').filter({ hasText: 'You are signed out' }).waitFor();
  await page.waitForFunction(() => Object.keys(localStorage).every((key) => !key.startsWith('hearth:')));
  await page.close();
}, 60_000);

test('a link that says one has left takes no draft along', async () => {
  const page = await writes(ana, 'Somebody sent me a link');
  await computer.context.clearCookies({ name: 'hearth' });
  // On any page, and there it is seen when the page has come alive.
  await page.goto(`${thread}?left`);
  await untilLive(page);
  expect(await kept(page)).toContainEqual(expect.stringMatching(/draft:reply/));
  await page.close();
}, 60_000);

test('a form that is sent before the page has come alive leads on all the same', async () => {
  const early = await visit(browser, demo.url);
  const page = await early.context.newPage();
  let letScripts = () => {};
  const asked = new Promise<void>((resolve) => (letScripts = resolve));
  await page.route('**/_app/**/*.js', async (route) => {
    await asked;
    await route.continue();
  });
  // The answer is still on its way, but its cookie is set, when the page's connection learns who it is now.
  const met = page
    .waitForEvent('websocket')
    .then((socket) =>
      socket.waitForEvent('framereceived', ({ payload }) => /"hello".*"personId":"/.test(String(payload))),
    );
  await page.route('**/sign-in?/demo', async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    letScripts();
    await met;
    await page.waitForTimeout(300);
    await route.fulfill({ response });
  });
  await page.goto('/sign-in', { waitUntil: 'commit' });
  await page.getByRole('button', { name: new RegExp(ana) }).click({ noWaitAfter: true });
  await page.waitForURL((url) => url.pathname === '/');
  await early.close();
}, 60_000);

test('somebody who only reads, in the language of their browser, gets no cookie', async () => {
  const context = await browser.newContext({ baseURL: demo.url, locale: 'es' });
  const page = await context.newPage();
  await page.goto(thread);
  await untilLive(page);
  expect(await page.locator('html').getAttribute('lang')).toBe('es');
  await page.getByRole('link', { name: 'Foros' }).click();
  await page.waitForURL(/\/boards$/);
  await page.getByRole('heading', { name: 'Foros' }).waitFor();
  expect(await context.cookies()).toEqual([]);
  await context.close();
}, 60_000);

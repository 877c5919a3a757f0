import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let ana: Visitor;
let name: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const member = (await demo.see('demo.people', {})).find(({ role }) => role === 'member');
  ana = await visit(browser, demo.url, { locale: 'en' });
  name = member?.name ?? '';
  await signInAs(ana, name);
}, 120_000);
afterAll(async () => {
  await ana.close();
  await browser.close();
  await demo.close();
}, 30_000);

test('a vote in one tab is a vote in the other', async () => {
  const room = (await demo.see('room.list', {})).find(({ status }) => status === 'live');
  const [one, other] = [await ana.open(`/rooms/${room?.id}`), await ana.open(`/rooms/${room?.id}`)];
  await Promise.all([untilLive(one), untilLive(other)]);
  const vote = one.locator('form[action="?/vote"] button[aria-pressed=false]').first();
  const card = one.getByTestId('question').filter({ has: vote }).first();
  const text = (await card.locator('p').first().innerText()).trim();
  await vote.click();
  const there = other.getByTestId('question').filter({ hasText: text });
  await there.locator('button[aria-pressed=true]').waitFor();
  await there.locator('button[aria-pressed=true]').click();
  await one.getByTestId('question').filter({ hasText: text }).locator('button[aria-pressed=false]').waitFor();
  await Promise.all([one.close(), other.close()]);
}, 60_000);

test('what the server says of one’s last tap does not undo the next one', async () => {
  const room = (await demo.see('room.list', {})).find(({ status }) => status === 'live');
  const path = `/rooms/${room?.id}`;
  const [other, page] = [await ana.open(path), await ana.context.newPage()];
  // The second vote leaves the page only when the first one has come back as news of one's own.
  const [first, second] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage(async (message) => {
      if (/"question\.vote".*"up":false/.test(String(message))) await first.promise;
      server.send(message);
    });
    server.onMessage((message) => {
      socket.send(message);
      const [, value] = /"own".*"vote".*"value":(true|false)/.exec(String(message)) ?? [];
      if (value) (value === 'true' ? first : second).resolve(undefined);
    });
  });
  await page.goto(path);
  await Promise.all([untilLive(page), untilLive(other)]);
  const card = page
    .getByTestId('question')
    .filter({ has: page.locator('button[aria-pressed=false]') })
    .first();
  const text = (await card.locator('p').first().innerText()).trim();
  const voteIn = (tab: Page) => tab.getByTestId('question').filter({ hasText: text }).locator('button[aria-pressed]');
  const shown = await voteIn(page).evaluateHandle((button) => {
    const states: (string | null)[] = [];
    const note = () => states.push(button.getAttribute('aria-pressed'));
    new MutationObserver(note).observe(button, { attributeFilter: ['aria-pressed'] });
    return states;
  });
  await voteIn(page).click();
  await voteIn(page).click();
  await second.promise;
  await voteIn(other).and(other.locator('[aria-pressed=false]')).waitFor();
  expect(await shown.jsonValue()).toEqual(['true', 'false']);
  await Promise.all([page.close(), other.close()]);
}, 60_000);

test('a thread that is read in one tab is unread no more in the other', async () => {
  const [board] = await demo.see('board.list', {});
  const list = await ana.open(`/b/${board?.id}`);
  await untilLive(list);
  const row = list.locator('.thread-row.unread').first();
  const path = await row.locator('a.title').getAttribute('href');
  const thread = await ana.open(path ?? '');
  await untilLive(thread);
  await thread.getByTestId('posts').locator('li').last().scrollIntoViewIfNeeded();
  await list.locator(`.thread-row:not(.unread) a.title[href="${path}"]`).waitFor();
  await Promise.all([list.close(), thread.close()]);
  expect(ana.faults).toEqual([]);
}, 60_000);

test('a device that signs in shows at once, and what is being written on the page stays as it is', async () => {
  const page = await ana.open('/you');
  const devices = page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem');
  const before = await devices.count();
  await page.locator('summary', { hasText: 'Erase' }).click();
  const confirm = page.locator('input[name=email]');
  await confirm.fill('half an addr');
  const elsewhere = await asNamed(browser, demo, name, { locale: 'es' });
  await devices.nth(before).waitFor();
  expect(await confirm.inputValue()).toBe('half an addr');
  expect(await confirm.isVisible()).toBe(true);
  await elsewhere.close();
  await page.close();
}, 60_000);

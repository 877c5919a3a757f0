import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.close();
}, 30_000);

/** Lets pages load and keeps everything they would send from the server, until it is let through. */
async function holdBack(context: BrowserContext): Promise<() => Promise<void>> {
  let isHeld = true;
  await context.route(/\/api\/commands\/|\/socket\.io\//, (route) => (isHeld ? route.abort() : route.continue()));
  await context.routeWebSocket(/socket\.io/, (socket) => {
    if (isHeld) void socket.close();
    else socket.connectToServer();
  });
  return async () => void (isHeld = false);
}

async function reply(page: Page, text: string): Promise<void> {
  await page.getByTestId('composer').getByRole('textbox').fill(text);
  await page.getByRole('button', { name: 'Post reply' }).click();
  await page.getByTestId('pending').filter({ hasText: text }).waitFor();
}

test('L11: replies that two tabs could not send are shown as on their way after a reload, and arrive once', async () => {
  const [latest] = (await demo.see('thread.latest', { most: 20 })).filter(({ thread }) => thread.lastNo < 20);
  const path = `/t/${latest?.thread.id}`;
  const visitor = await visit(browser, demo.url);
  await signInAs(visitor, (await demo.see('demo.people', {}))[0]?.name ?? '');
  const letThrough = await holdBack(visitor.context);
  const tabs = [await visitor.open(path), await visitor.open(path)] as const;
  await reply(tabs[0], 'From the first tab');
  await reply(tabs[1], 'From the second tab');

  await tabs[0].reload();
  for (const text of ['From the first tab', 'From the second tab']) {
    await tabs[0].getByTestId('pending').filter({ hasText: text }).waitFor();
  }
  expect(await tabs[0].getByTestId('composer').getByRole('textbox').inputValue()).toBe('');
  await tabs[1].close();

  await letThrough();
  await untilLive(tabs[0]);
  const posts = tabs[0].getByTestId('posts').locator('> li[id]');
  for (const text of ['From the first tab', 'From the second tab']) {
    await posts.filter({ hasText: text }).waitFor({ timeout: 15_000 });
  }
  await tabs[0].getByTestId('pending').first().waitFor({ state: 'detached' });
  await tabs[0].reload();
  for (const text of ['From the first tab', 'From the second tab']) {
    expect(await posts.filter({ hasText: text }).count()).toBe(1);
  }
  expect(await tabs[0].getByTestId('composer').getByRole('textbox').inputValue()).toBe('');
  await visitor.close();
}, 60_000);

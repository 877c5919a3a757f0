import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { pagesOf } from '../support/pages.ts';

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await demo.close();
}, 30_000);

test('before scripts run, each button of a page deletes its own post, also several of one and the same page', async () => {
  const { pages, staff } = await pagesOf(demo.see);
  const visitor = await visit(browser, demo.url, { scripts: false });
  await signInAs(visitor, staff);
  const page = await visitor.open(pages.get('new thread') ?? '');
  await page.getByLabel('What is it about?').fill('A thread without a script');
  await page.getByLabel('Your words').fill('It stands.');
  await page.getByRole('button', { name: 'Post thread' }).click();
  await page.getByTestId('composer').getByRole('textbox').fill('So does this.');
  await page.getByRole('button', { name: 'Post reply' }).click();

  // As it is sent when a page comes back as it was, with what has been deleted since: the same number for both.
  const { action, id } = await formOf(page);
  for (const no of [2, 1]) {
    const headers = { origin: demo.url, accept: 'text/html' };
    const answer = await visitor.context.request.post(action, { form: { commandId: id, no }, headers });
    expect(answer.status()).toBe(200);
  }
  await page.reload();
  const deleted = page.getByTestId('posts').getByText('This post was deleted');
  expect(await deleted.count()).toBe(2);

  await page.getByTestId('composer').getByRole('textbox').fill('And this is new.');
  await page.getByRole('button', { name: 'Post reply' }).click();
  await page.locator('#post-3').getByRole('button', { name: 'Delete' }).click();
  await deleted.nth(2).waitFor();
  await visitor.close();
}, 60_000);

function formOf(page: Page): Promise<{ action: string; id: string }> {
  return page.locator('form#delete').evaluate((form: HTMLFormElement) => ({
    action: form.action,
    id: String(new FormData(form).get('commandId')),
  }));
}

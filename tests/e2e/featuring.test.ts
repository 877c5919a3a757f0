import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';

let demo: Demo;
let browser: Browser;
let [member, moderator]: string[] = [];
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  [member, moderator] = ['member', 'moderator'].map((wanted) => people.find(({ role }) => role === wanted)?.name ?? '');
}, 120_000);

test('before scripts run, a thread is put on the front page until a day, where strangers and members see it once, and taken off', async () => {
  const { rows } = await demo.see('board.get', { boardId: 'families' });
  const row = rows.at(-1);
  const rosa = await visit(browser, demo.url, { width: 360, scripts: false });
  const reader = await visit(browser, demo.url, { locale: 'es', width: 360, theme: 'dark' });
  const stranger = await visit(browser, demo.url);
  await signInAs(rosa, moderator ?? '');
  await signInAs(reader, member ?? '');
  const page = await rosa.open(`/moderate/${row?.id}`);
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('On the front page until').fill(day);
  await page.getByRole('button', { name: 'Put it on the front page' }).click();
  expect(await page.getByLabel('On the front page until').inputValue()).toBe(day);

  for (const [visitor, heading] of [
    [reader, 'Destacados'],
    [stranger, 'Featured'],
  ] as const) {
    const home = await visitor.open('/');
    await home.getByRole('heading', { name: heading, exact: true }).waitFor();
    // The last one comes first; below it stands what the demo network features.
    const titles = await home.getByTestId('featured').locator('a.title').allInnerTexts();
    expect(titles).toEqual([expect.stringContaining(row?.title ?? '?'), expect.any(String)]);
    expect(await home.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  }
  await page.getByRole('button', { name: 'Take it off the front page' }).click();
  await page.getByRole('button', { name: 'Take it off the front page' }).waitFor({ state: 'detached' });
  const home = await stranger.open('/');
  expect(await home.getByTestId('featured').locator('a.title').count()).toBe(1);
  expect([...reader.faults, ...stranger.faults]).toEqual([]);
  await Promise.all([rosa.close(), reader.close(), stranger.close()]);
}, 120_000);

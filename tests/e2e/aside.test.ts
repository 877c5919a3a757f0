import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { pagesOf } from '../support/pages.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

test.each([
  ['board', 'Who started threads lately'],
  ['live room', 'Hosts'],
] as const)(
  'Weak 7: beside a %s stand what it is about and who is there, before scripts run, and nothing beyond the screen',
  async (name, who) => {
    const { pages } = await pagesOf(demo.see);
    const visitor = await visit(browser, demo.url, { scripts: false });
    const page = await visitor.open(pages.get(name) ?? '');
    const aside = page.getByRole('complementary');
    const people = aside.getByRole('region', { name: who }).getByRole('listitem');
    const names = await people.getByRole('link').allInnerTexts();
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
    expect((await aside.getByRole('region', { name: 'About' }).innerText()).length).toBeGreaterThan(40);
    const [main, beside] = [await page.locator('h1').boundingBox(), await aside.boundingBox()];
    expect(beside?.x).toBeGreaterThan((main?.x ?? 0) + (main?.width ?? 0));
    expect((beside?.x ?? 0) + (beside?.width ?? 0)).toBeLessThanOrEqual(1280);
    await visitor.close();
  },
  60_000,
);

test('Weak 7: a phone has no second column, and says in its place what a board and a room are for', async () => {
  const { pages } = await pagesOf(demo.see);
  const visitor = await visit(browser, demo.url, { width: 360 });
  for (const name of ['board', 'live room']) {
    const page = await visitor.open(pages.get(name) ?? '');
    expect(await page.getByRole('complementary').count()).toBe(0);
    await page.close();
  }
  const [board] = await demo.see('board.list', {});
  const page = await visitor.open(pages.get('board') ?? '');
  expect(
    await page
      .getByText(board?.purpose.en ?? '', { exact: true })
      .filter({ visible: true })
      .count(),
  ).toBe(1);
  const room = await visitor.open(pages.get('live room') ?? '');
  await room.locator('summary').first().click();
  const [live] = await demo.see('room.list', {});
  expect(
    await room
      .getByText(live?.purpose ?? '', { exact: true })
      .filter({ visible: true })
      .count(),
  ).toBe(1);
  await visitor.close();
}, 60_000);

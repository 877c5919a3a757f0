import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

test.each([
  ['en', 'light', 1280, true],
  ['es', 'dark', 360, false],
] as const)(
  'in %s, %s, %d px, scripts %p: a moderator makes a section and a board below another, and the path leads back',
  async (locale, theme, width, scripts) => {
    const rosa = await asNamed(browser, demo, 'Grace Whitfield', { locale, theme, width, scripts });
    const name = `Practice ${locale}`;
    const page = await rosa.open('/boards/sections');
    const fresh = page.locator('form[action="?/create"]');
    await fresh.locator('[name=name-en]').fill(name);
    await fresh.locator('[name=name-es]').fill(name);
    await fresh.locator('button').click();
    await page.getByRole('heading', { name }).waitFor();

    const id = `below-${locale}`;
    await page.goto('/b/learning/edit');
    await page.locator('[name=section]').selectOption({ label: name });
    await page.locator('main form button[type=submit]').click();
    await page.waitForURL((url) => url.pathname === '/boards');
    await page.goto('/boards/new');
    await page.locator('[name=boardId]').fill(id);
    for (const field of ['name-en', 'name-es', 'purpose-en', 'purpose-es'])
      await page.locator(`[name=${field}]`).fill(id);
    await page.locator('[name=parent]').selectOption('learning');
    await page.locator('main form button[type=submit]').click();
    await page.waitForURL((url) => url.pathname === '/boards');

    const section = page.getByTestId('section').filter({ hasText: name });
    await section.getByTestId('below').getByRole('link', { name: id, exact: true }).click();
    await page.getByRole('heading', { name: id }).waitFor();
    await page.locator(`a[href="/b/${id}/new"]`).click();
    await page.locator('[name=title]').fill('A first one');
    await page.locator('[name=text]').fill('Here.');
    await page.locator('form[method=POST] button.primary').click();
    await page.waitForURL(/\/t\//);
    await page.locator('main a[href="/b/learning"]').click();
    await page.waitForURL(/\/b\/learning$/);
    await page.getByTestId('below').getByRole('link', { name: id, exact: true }).waitFor();
    expect(rosa.faults).toEqual([]);
    await rosa.close();
  },
  90_000,
);

test('what is unread below is counted above, in the section and on the board; a section that was folded stays so here', async () => {
  const reader = await asNamed(browser, demo, 'Ana Fuentes', { width: 360 });
  const page = await reader.open('/boards');
  const section = page.getByTestId('section').first();
  const { boards } = (await (await page.request.get('/api/queries/unread.count?input=%7B%7D')).json()).value;
  const count = (ids: string[]) => ids.reduce((sum, id) => sum + (boards[id] ?? 0), 0);
  const numberIn = async (text: string | null) => Number(/\d+/.exec(text ?? '')?.[0] ?? 0);
  const table = page.locator('li.board', { hasText: 'Coordinators’ corner' });
  expect(await numberIn(await table.getByTestId('unread').textContent())).toBe(count(['coordinators', 'table']));
  const inSection = await section
    .locator('li.board > div > .head a.name, [data-testid=below] a.name')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.split('/')[2] ?? ''));
  expect(await numberIn(await section.locator('summary .unread').textContent())).toBe(count(inSection));

  await section.locator('summary').click();
  await page.waitForFunction(() => document.cookie.includes('folded='));
  await page.reload();
  expect(await section.getAttribute('open')).toBeNull();
  const other = await visit(browser, demo.url);
  expect(await (await other.open('/boards')).getByTestId('section').first().getAttribute('open')).not.toBeNull();
  await section.locator('summary').click();
  await page.waitForFunction(() => !/folded=[0-9a-f]/.test(document.cookie));
  expect(reader.faults).toEqual([]);
  await Promise.all([reader.close(), other.close()]);
}, 60_000);

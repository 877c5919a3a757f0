import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { removeOn } from '../support/removing-on-page.ts';

let demo: Demo;
let browser: Browser;
let moderator: string;
/** Of a thread with posts of others. */
let id: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  moderator = people.find(({ role }) => role === 'moderator')?.name ?? '';
  const { rows } = await demo.see('board.get', { boardId: 'families' });
  id = rows.find(({ lock, lastNo }) => !lock && lastNo > 3)?.id ?? '';
}, 120_000);

test('before scripts run, a post is deleted, brought back, deleted and purged in two steps; an open page in Spanish says so at once', async () => {
  const rosa = await visit(browser, demo.url, { width: 360, scripts: false });
  const reader = await visit(browser, demo.url, { locale: 'es' });
  await signInAs(rosa, moderator);
  const [page, open] = [await rosa.open(`/t/${id}`), await reader.open(`/t/${id}`)];
  await untilLive(open);
  const words = await open.locator('#post-2 .words').innerText();
  const deletePost = async () => {
    await page.goto(`/t/${id}`);
    await removeOn(page, 2);
    await page.goto(`/t/${id}`);
    await page.locator('#post-2').getByText('This post was deleted.').waitFor();
  };
  await deletePost();
  await page.goto(`/moderate/${id}`);
  await page.getByRole('button', { name: 'Bring back #2' }).click();
  expect(await page.locator('#post-2 .words').innerText()).toBe(words);
  await deletePost();

  await page.locator('#post-2').getByRole('link', { name: 'Purge' }).click();
  await page.getByLabel('Reason').fill('It told of a child.');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Purge it for good?' }).waitFor();
  await page.getByText('Everybody will read: It told of a child.').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  await page.getByRole('button', { name: 'Purge for good' }).click();
  const said = `${moderator} purged this post: It told of a child.`;
  await page.getByTestId('note').getByText(said).waitFor();
  await open.getByTestId('note').getByText(`${moderator} eliminó este mensaje definitivamente`).waitFor();
  expect(await open.getByTestId('posts').innerText()).not.toContain(words);
  await page.goto(`/moderate/${id}`);
  await page.getByText('None of these posts was deleted.').waitFor();
  expect(reader.faults).toEqual([]);
  await Promise.all([rosa.close(), reader.close()]);
}, 90_000);

test.each([
  ['light', 'en', 1280],
  ['dark', 'es', 360],
] as const)(
  'axe finds nothing on the page that purges an opening post, %s, %s, %d px',
  async (theme, locale, width) => {
    const visitor = await asNamed(browser, demo, moderator, { theme, locale, width });
    const { rows } = await demo.see('board.get', { boardId: 'attendance' });
    const thread = rows.find(({ lock, answer, lastNo }) => !lock && !answer && lastNo > 1)?.id ?? '';
    const page = await visitor.open(`/t/${thread}`);
    if (locale === 'en') {
      await removeOn(page, 1);
    }
    await page.goto(`/purge/${thread}/1`);
    const look = async () => (await new AxeBuilder({ page }).setLegacyMode().analyze()).violations.map((one) => one.id);
    expect(await look()).toEqual([]);
    await page.locator('input[name=reason]').fill('It told of a child.');
    await page.locator('form[action="?/ask"]').locator('button[type=submit]').first().click();
    await page.locator('form[action="?/purge"]').waitFor();
    expect(await look()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  90_000,
);

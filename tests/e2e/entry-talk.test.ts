import { beforeAll, expect, test } from '@jest/globals';
import { entryIdOfKey } from '@hearth/server/demo/library';
import type { Browser } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
let moderator: string;
let member: string;
const id = entryIdOfKey('way-finder');
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  moderator = people.find(({ role }) => role === 'moderator')?.name ?? '';
  member = people.find(({ role }) => role === 'member')?.name ?? '';
}, 120_000);

test('on a phone somebody begins to talk about an entry, and its page shows the newest words live, in both languages', async () => {
  const { title } = present((await demo.see('library.entry', { entryId: id })).entry);
  const [writer, reader] = [
    await asNamed(browser, demo, moderator, { width: 360 }),
    await visit(browser, demo.url, { locale: 'es' }),
  ];
  const page = await writer.open(`/library/${id}`);
  await untilLive(page);
  await page.getByTestId('discussed').getByRole('link', { name: 'Talk about it' }).click();
  await page.getByRole('heading', { level: 1, name: 'Talk about it' }).waitFor();
  const { boards } = await demo.see('entry.boards', { entryId: id });
  expect(boards).toEqual([]);
  await page.locator('main a[href^="/b/learning/new"]').click();
  await page.waitForURL(/\/b\/learning\/new\?entry=/);
  expect(await page.locator('input[name=title]').inputValue()).toBe(title);
  const words = page.locator('textarea').first();
  expect(await words.inputValue()).toMatch(new RegExp(`^${demo.url}/library/${id}/[\\w-]+\\n\\n$`));
  // Once more after a reload, nothing stands there twice.
  await words.press('End');
  await words.pressSequentially('Who has made one?');
  const typed = await words.inputValue();
  await page.reload();
  await until(async () => (await words.inputValue()) === typed, 'what was typed is there again');
  expect([await words.inputValue(), await page.locator('input[name=title]').inputValue()]).toEqual([typed, title]);
  await page
    .getByRole('button', { name: /Post|Start|Ask/ })
    .last()
    .click();
  await page.waitForURL(/\/t\//);
  await page.locator('#post-1 .cards a.entry').getByText(title).waitFor();

  const entry = await reader.open(`/library/${id}`);
  await untilLive(entry);
  const discussed = entry.getByTestId('discussed');
  await discussed.getByRole('heading', { name: 'Se comenta en 1 tema' }).waitFor();
  await page.getByTestId('composer').locator('textarea').fill('We have, on yellow paper.');
  await page.getByRole('button', { name: 'Post reply' }).click();
  await discussed.getByText('We have, on yellow paper.').waitFor();
  expect([...writer.faults, ...reader.faults]).toEqual([]);
  await Promise.all([writer.close(), reader.close()]);
}, 120_000);

test('before scripts run the form has the title and the link, and no other board gets them', async () => {
  const entryId = entryIdOfKey('family-survey');
  const { title } = present((await demo.see('library.entry', { entryId })).entry);
  const visitor = await asNamed(browser, demo, member, { scripts: false, width: 320 });
  const page = await visitor.open(`/library/ask?entry=${entryId}`);
  await page.locator('main a[href^="/b/learning/new"]').click();
  expect(await page.locator('input[name=title]').inputValue()).toBe(title);
  expect(await page.locator('textarea').first().inputValue()).toContain(`/library/${entryId}/`);
  await page
    .getByRole('button', { name: /Post|Start|Ask/ })
    .last()
    .click();
  await page.waitForURL(/\/t\//);
  await until(async () => {
    await page.reload();
    return page.locator('#post-1 .cards a.entry').getByText(title).isVisible();
  }, 'the card is there');
  const nowhere = await visitor.open('/b/learning/new?entry=0123456789abcdef');
  expect(await nowhere.locator('input[name=title]').inputValue()).toBe('');
  await visitor.close();
}, 60_000);

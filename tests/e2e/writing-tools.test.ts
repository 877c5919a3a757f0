import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import * as clipboard from '../support/clipboard.ts';
import { openDemo, type Demo } from '../support/demo.ts';

let demo: Demo;
let browser: Browser;
let visitor: Visitor;
let path: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  visitor = await visit(browser, demo.url);
  const [member] = (await demo.see('demo.people', {})).filter(({ role }) => role === 'member');
  await signInAs(visitor, member?.name ?? '');
  const [row] = await demo.see('thread.latest', { most: 1 });
  path = `/t/${row?.thread.id}`;
}, 120_000);

const fieldOf = (page: Page) => page.getByTestId('composer').locator('textarea');
const tool = (page: Page, name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true });
const preview = (page: Page) => page.getByTestId('preview').locator('.words');

async function write(words = ''): Promise<Page> {
  const page = await visitor.open(path);
  await untilLive(page);
  await fieldOf(page).fill(words);
  await fieldOf(page).focus();
  await page.getByRole('toolbar').waitFor();
  return page;
}

async function leave(page: Page): Promise<void> {
  await fieldOf(page).fill('');
  await page.close();
}

/** As the browser tells a page that somebody pastes. What it would do by itself it does not do for such an event. */
async function paste(page: Page, html: string, plain = 'as plain words'): Promise<boolean> {
  return fieldOf(page).evaluate(
    (field, [html, plain]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', html);
      clipboardData.setData('text/plain', plain);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      return !field.dispatchEvent(event);
    },
    [html, plain] as const,
  );
}

/** The blocks of the preview with their tags, without what is the same for all. */
async function shown(page: Page): Promise<string> {
  const html = await preview(page).innerHTML();
  return html.replace(/ rel="[^"]*"/g, '').replace(/\s*\n\s*/g, '');
}

test('buttons do what they say to the selection, show it as it will be, and are undone', async () => {
  const page = await write('Bring the bus');
  await fieldOf(page).selectText();
  await tool(page, 'Bold').click();
  expect(await fieldOf(page).inputValue()).toBe('**Bring the bus**');
  await preview(page).locator('strong', { hasText: 'Bring the bus' }).waitFor();
  await page.keyboard.press('ControlOrMeta+z');
  expect(await fieldOf(page).inputValue()).toBe('Bring the bus');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+b');
  await page.keyboard.press('ControlOrMeta+i');
  expect(await fieldOf(page).inputValue()).toBe('***Bring the bus***');
  await page.keyboard.press('ControlOrMeta+i');
  await page.keyboard.press('ControlOrMeta+b');
  expect(await fieldOf(page).inputValue()).toBe('Bring the bus');
  await tool(page, 'List').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Ana');
  expect(await fieldOf(page).inputValue()).toBe('- Bring the bus\n- Ana');
  await preview(page).locator('li', { hasText: 'Ana' }).waitFor();
  await page.getByRole('button', { name: 'Post reply' }).click();
  const post = page.getByTestId('posts').locator('li[id]').filter({ hasText: 'Bring the bus' });
  await post.locator('li', { hasText: 'Ana' }).waitFor();
  await leave(page);
}, 60_000);

test('Ctrl+K asks for words and address, Escape leads back, and an address that is pasted over words links them', async () => {
  const page = await write('See the plan');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('group', { name: 'Link' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await fieldOf(page).evaluate((field) => field === document.activeElement)).toBe(true);
  await fieldOf(page).selectText();
  await page.keyboard.press('ControlOrMeta+k');
  expect(await page.getByLabel('Words', { exact: true }).inputValue()).toBe('See the plan');
  // Enter puts the link, and does not send the form it stands in.
  await page.keyboard.type('school.example/plan');
  await page.keyboard.press('Enter');
  expect(await fieldOf(page).inputValue()).toBe('[See the plan](school.example/plan)');
  await fieldOf(page).fill('See here');
  await fieldOf(page).selectText();
  expect(await paste(page, '', 'https://school.example/a')).toBe(true);
  expect(await fieldOf(page).inputValue()).toBe('[See here](https://school.example/a)');
  await leave(page);
}, 60_000);

test('the tools are one stop for Tab, and arrows go through them', async () => {
  const page = await write();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Bold');
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('Italic');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Preview');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('[role=toolbar]'))).toBeNull();
  await leave(page);
}, 60_000);

test('what is pasted from Word keeps its heading, bold, links, lists of two levels and table', async () => {
  const page = await write();
  expect(await paste(page, clipboard.word)).toBe(true);
  expect(await fieldOf(page).inputValue()).toBe(
    [
      '## Family night',
      'We **always start** at *six*, see [the plan](https://school.example/plan?a=1&b=2).',
      '- Room 4\n  - with **chairs**\n- Kitchen',
      'Then:',
      '1. Call Ana\n2. Call Ben',
      '| Who | When |\n| --- | --- |\n| Ana \\| Ben | 5 pm |',
    ].join('\n\n'),
  );
  await tool(page, 'Preview').click();
  await preview(page).locator('table').waitFor();
  const html = await shown(page);
  expect(html).toContain('<ul><li>Room 4<ul><li>with <strong>chairs</strong></li></ul></li><li>Kitchen</li></ul>');
  expect(html).toContain('<ol><li>Call Ana</li><li>Call Ben</li></ol>');
  expect(html).toContain('<tr><td>Ana | Ben</td><td>5 pm</td></tr>');
  await fieldOf(page).focus();
  await page.keyboard.press('ControlOrMeta+z');
  expect(await fieldOf(page).inputValue()).toBe('');
  await leave(page);
}, 60_000);

test('what is pasted from Google Docs keeps the same, and is not bold as a whole', async () => {
  const page = await write('Hello all,');
  await page.keyboard.press('ControlOrMeta+End');
  expect(await paste(page, clipboard.googleDocs)).toBe(true);
  expect(await fieldOf(page).inputValue()).toBe(
    [
      'Hello all,',
      '## Attendance',
      'We call **every family** by [this list](https://docs.example/list).',
      '- Monday\n  - morning\n- Tuesday\n1. first\n2. second',
      '| Grade | Days |\n| --- | --- |\n| 3 | 12 |',
    ].join('\n\n'),
  );
  await tool(page, 'Preview').click();
  await preview(page).locator('table').waitFor();
  const html = await shown(page);
  expect(html).toContain('<ul><li>Monday<ul><li>morning</li></ul></li><li>Tuesday</li></ul><ol><li>first</li>');
  await leave(page);
}, 60_000);

test('what is pasted from a web page keeps the same; no script runs and nothing is fetched', async () => {
  const page = await write();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  expect(await paste(page, clipboard.webPage)).toBe(true);
  expect(await fieldOf(page).inputValue()).toBe(
    [
      '## What works',
      'Read [**the study**](https://paper.example/study), not this.',
      '3. Ask\n  Twice.\n4. Listen\n  - to children',
      '> It *takes* time.',
      '```\na | b\nc\n```',
    ].join('\n\n'),
  );
  expect(await page.evaluate(() => Reflect.get(window, 'pasted'))).toBeUndefined();
  expect(asked.filter((url) => !url.startsWith(demo.url))).toEqual([]);
  await leave(page);
}, 60_000);

test('cells of a spreadsheet are a table, and words without anything of it are pasted by the browser', async () => {
  const page = await write();
  expect(await paste(page, clipboard.sheet)).toBe(true);
  expect(await fieldOf(page).inputValue()).toBe('| School | Meals |  |\n| --- | --- | --- |\n| Lincoln | 120 | new |');
  expect(await paste(page, '<meta charset="utf-8"><p style="font-weight: 400">2 * 3 and file_name</p>')).toBe(false);
  expect(visitor.faults).toEqual([]);
  await leave(page);
}, 60_000);

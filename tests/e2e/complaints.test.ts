import { beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser, untilLive, type Looks, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** What people suffer elsewhere, by its number in the list of complaints; the others stand where their subject does. */

let demo: Demo;
let browser: Browser;
let readerName: string;
let writer: Person;
let boardId: BoardId;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  readerName = present(people.find(({ role }) => role === 'member')).name;
  boardId = present((await demo.see('board.list', {}))[0]).id;
  // Whoever moderates is held up by no limit of newcomers.
  writer = await personNamed(browser, demo, present(people.find(({ role }) => role === 'moderator')).name);
}, 120_000);

function asReader(looks: Looks = {}): Promise<Visitor> {
  return asNamed(browser, demo, readerName, looks);
}

async function aLongThread(title: string) {
  const { thread } = await writer.do('thread.start', { boardId, title, text: 'Short.', language: 'en' });
  for (let no = 2; no <= 30; no++)
    await writer.do('post.reply', { threadId: thread.id, text: `Answer ${no}.\n\nWith a second paragraph.` });
  return thread;
}

/** Where something stands in the window, in whole pixels. */
const placeOf = async (one: Locator): Promise<number> => Math.round(present(await one.boundingBox()).y);
const scrolled = (page: Page): Promise<number> => page.evaluate(() => Math.round(scrollY));

test('Complaint 2: what others write moves nothing under the reader, neither on a board nor in a thread', async () => {
  const { id } = await aLongThread('Read in its middle');
  const visitor = await asReader({ width: 360 });
  const [board, page] = [await visitor.open(`/b/${boardId}`), await visitor.open(`/t/${id}`)];
  await Promise.all([untilLive(board), untilLive(page)]);

  const rows = board.locator('.thread-row');
  const last = present(await rows.last().getByRole('link').first().getAttribute('href'));
  const before = [await rows.first().innerText(), await placeOf(rows.first())];
  const [, moved = ''] = /\/t\/(\w+)/.exec(last) ?? [];
  await writer.do('post.reply', { threadId: moved, text: 'The last one goes up.' });
  await writer.do('thread.start', { boardId, title: 'A new one', text: 'Short.', language: 'en' });
  const show = board.getByRole('button', { name: /new thread/ });
  await show.waitFor();
  expect([await rows.first().innerText(), await placeOf(rows.first())]).toEqual(before);
  await show.click();
  await rows.filter({ hasText: 'A new one' }).waitFor();

  const middle = page.locator('#post-15');
  await middle.evaluate((post) => post.scrollIntoView({ block: 'center' }));
  const place = await placeOf(middle);
  const long = Array.from({ length: 12 }, (_, n) => `Line ${n} of what was added.`).join('\n\n');
  await writer.do('post.edit', { threadId: id, no: 3, text: long });
  await writer.do('post.reply', { threadId: id, text: 'One more at the end.' });
  await page.getByText('Line 11 of what was added.').waitFor({ state: 'attached' });
  await until(async () => Math.abs((await placeOf(middle)) - place) <= 2, 'the post in the middle to stand still');
  await visitor.close();
}, 120_000);

test('Complaint 14: going back leads to the place one came from, on a board and in a thread', async () => {
  const { id } = await aLongThread('Left in its middle');
  const visitor = await asReader({ width: 360 });
  const page = await visitor.open(`/b/${boardId}`);
  await untilLive(page);
  const link = page.locator('.thread-row').last().getByRole('link').first();
  await link.evaluate((one) => one.scrollIntoView({ block: 'center' }));
  const onBoard = await scrolled(page);
  expect(onBoard).toBeGreaterThan(100);
  await link.click();
  await page.waitForURL(/\/t\//);
  // Somebody writes meanwhile, and the list is another one.
  await writer.do('post.reply', { threadId: id, text: 'Written meanwhile.' });
  await page.goBack();
  await page.waitForURL(/\/b\//);
  await until(async () => Math.abs((await scrolled(page)) - onBoard) <= 2, 'the place on the board');

  await page.goto(`/t/${id}`);
  await untilLive(page);
  const author = page.locator('#post-15').getByRole('link').first();
  await author.evaluate((one) => one.scrollIntoView({ block: 'center' }));
  const inThread = await scrolled(page);
  await author.click();
  await page.waitForURL(/\/people\//);
  await page.goBack();
  await page.waitForURL(/\/t\//);
  await until(async () => Math.abs((await scrolled(page)) - inThread) <= 2, 'the place in the thread');
  await visitor.close();
}, 120_000);

/** Presses Tab until it has the focus; whoever has no mouse gets there, or does not. */
async function tabTo(page: Page, wanted: Locator, most = 120): Promise<void> {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((one) => one === document.activeElement)) return;
  }
  throw new Error(`not reached by ${most} times Tab`);
}

test('Complaint 13: from the boards into a thread, to a reply and on, by the keyboard alone', async () => {
  const { id } = await writer
    .do('thread.start', { boardId, title: 'By keys', text: 'Short.', language: 'en' })
    .then(({ thread }) => thread);
  const visitor = await asReader();
  const page = await visitor.open(`/b/${boardId}`);
  await untilLive(page);
  await tabTo(page, page.locator(`.thread-row a[href*="${id}"]`).first());
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(id));
  await untilLive(page);
  const box = page.getByTestId('composer').getByRole('textbox').first();
  await tabTo(page, box);
  await page.keyboard.type('Written without a mouse.');
  await page.keyboard.press('Control+Enter');
  await page.locator('li[id]').filter({ hasText: 'Written without a mouse.' }).waitFor();
  // The focus stays where one writes on.
  expect(await box.evaluate((one) => one === document.activeElement)).toBe(true);
  const thanks = page.locator('li[id]').first().getByRole('button').first();
  await page.evaluate(() => Object(document.activeElement).blur());
  await tabTo(page, thanks);
  await visitor.close();
}, 120_000);

test('Complaint 15: who reads Spanish is spoken to in Spanish, and what is in English says so', async () => {
  const { id } = await writer
    .do('thread.start', { boardId, title: 'In English', text: 'Written in English.', language: 'en' })
    .then(({ thread }) => thread);
  const visitor = await asReader({ locale: 'es', width: 360 });
  const page = await visitor.open(`/t/${id}`);
  await untilLive(page);
  expect(await page.locator('html').getAttribute('lang')).toBe('es');
  expect(
    await page.getByText('Written in English.').evaluate((one) => one.closest('[lang]')?.getAttribute('lang')),
  ).toBe('en');
  await page.getByRole('button', { name: 'Publicar' }).waitFor();
  const buttons = await page.getByRole('main').getByRole('button').allInnerTexts();
  expect(buttons.join(' ')).not.toMatch(/\b(Reply|Post|Edit|Report|Follow)\b/);
  // What is refused, too.
  await page.goto('/t/0000000000000000');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toMatch(/not found/i);
  await visitor.close();
}, 90_000);

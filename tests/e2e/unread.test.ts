import { beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { Thread } from '@hearth/shared/threads/entity';
import type { Browser, Page } from 'playwright-core';
import { openActs, openBrowser, untilLive, type Looks, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** What is unread, on a page of its own and on all others. */

let demo: Demo;
let browser: Browser;
let names: string[];
let reader: Person;
let writer: Person;
let boardId: BoardId;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  names = (await demo.see('demo.people', {})).filter(({ role }) => role === 'member').map(({ name }) => name);
  [reader, writer] = [await personNamed(browser, demo, names[0]), await personNamed(browser, demo, names[1])];
  boardId = present((await demo.see('board.list', {}))[0]).id;
}, 120_000);

function asReader(looks: Looks = {}): Promise<Visitor> {
  return asNamed(browser, demo, names[0] ?? '', looks);
}

const start = async (title: string): Promise<Thread> =>
  (await writer.do('thread.start', { boardId, title, text: 'Short.', language: 'en' })).thread;

const titlesOn = (page: Page) => page.getByTestId('rows').locator('a.title').allInnerTexts();
const rowOf = (page: Page, { id }: Thread) => page.locator('.thread-row', { has: page.locator(`a[href*="${id}"]`) });

test.each([
  ['en', 1280, 'Mark all as read', 'Undo', 'Unanswered'],
  ['es', 360, 'Marcar todo como leído', 'Deshacer', 'Sin respuesta'],
] as const)(
  'Complaint 7: the page of what is unread stands still while one reads, and all of one’s pages agree (%s, %i px)',
  async (locale, width, markAll, undo, unanswered) => {
    await reader.do('unread.mark-all', {});
    const [one, two] = [await start(`One ${locale}`), await start(`Two ${locale}`)];
    await writer.do('post.reply', { threadId: one.id, text: 'Anybody?' });
    const visitor = await asReader({ locale, width });
    const [page, other, boards] = [
      await visitor.open('/unread'),
      await visitor.open('/unread'),
      await visitor.open('/boards'),
    ];
    const elsewhere = await asReader({ locale, width: 390 });
    const device = await elsewhere.open(`/b/${boardId}`);
    await untilLive(device);
    for (const tab of [page, other, boards]) await tab.waitForLoadState('networkidle');
    const shown = await titlesOn(page);
    expect(shown.map((title) => title.replace(/^.*: ?/, ''))).toHaveLength(2);

    // Read in another tab: the row stays where it is, and is read.
    const reading = await visitor.open(`/t/${two.id}`);
    await until(async () => (await reader.see('unread.count', {})).total === 1, 'it to be read');
    for (const tab of [page, other, device]) await rowOf(tab, two).and(tab.locator(':not(.unread)')).waitFor();
    expect((await titlesOn(page)).map((title) => title.slice(-6))).toEqual(shown.map((title) => title.slice(-6)));
    await reading.close();

    // What comes waits until it is asked for.
    const three = await start(`Three ${locale}`);
    await page.bringToFront();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    const show = page.getByRole('status').getByRole('button').first();
    await show.waitFor();
    expect(await rowOf(page, three).count()).toBe(0);
    await show.click();
    await rowOf(page, three).waitFor();

    await page.getByRole('button', { name: markAll }).first().click();
    for (const tab of [page, other, device]) await rowOf(tab, one).and(tab.locator(':not(.unread)')).waitFor();
    expect((await reader.see('unread.count', {})).total).toBe(0);
    await page.getByRole('button', { name: undo }).click();
    for (const tab of [page, other, device]) await rowOf(tab, one).and(tab.locator('.unread')).waitFor();
    expect((await reader.see('unread.count', {})).total).toBe(2);

    await page.getByRole('link', { name: unanswered }).click();
    await page.waitForURL(/show=unanswered/);
    expect(await titlesOn(page)).toHaveLength(1);
    expect(visitor.faults).toEqual([]);
    await Promise.all([visitor.close(), elsewhere.close()]);
  },
  90_000,
);

test('Complaint 7: unread from here comes back on every device, and stays while the page is open', async () => {
  const thread = await start('Come back');
  for (let n = 2; n <= 6; n++) await writer.do('post.reply', { threadId: thread.id, text: `Reply ${n}` });
  const visitor = await asReader();
  const [page, tab] = [await visitor.open(`/t/${thread.id}`), await visitor.open(`/t/${thread.id}`)];
  const elsewhere = await asReader({ width: 360, locale: 'es' });
  const board = await elsewhere.open(`/b/${boardId}`);
  await Promise.all([untilLive(page), untilLive(tab), untilLive(board)]);
  const readNo = async () => (await reader.see('thread.get', { threadId: thread.id })).readNo;
  await tab.locator('#post-6').scrollIntoViewIfNeeded();
  await until(async () => (await readNo()) === 6, 'it to be read');
  await openActs(page.locator('#post-4'));
  await page.locator('#post-4').getByRole('button', { name: 'Unread from here' }).click();
  await rowOf(board, thread).getByText('3 sin leer').waitFor();
  // Both tabs show it all, and neither reads it again.
  for (const one of [tab, page]) {
    await one.bringToFront();
    await one.locator('#post-6').scrollIntoViewIfNeeded();
    await one.waitForTimeout(2_500);
  }
  expect(await readNo()).toBe(3);
  await page.reload();
  expect(await page.locator('.unread-line + li').getAttribute('id')).toBe('post-4');
  await Promise.all([visitor.close(), elsewhere.close()]);
}, 60_000);

test('a thread is marked as read by a button, and that is undone', async () => {
  const thread = await start('Long');
  const text = 'The late bus leaves at half past four. '.repeat(60);
  for (let n = 2; n <= 6; n++) await writer.do('post.reply', { threadId: thread.id, text });
  const visitor = await asReader({ width: 360 });
  const page = await visitor.open(`/t/${thread.id}`);
  await untilLive(page);
  const readNo = async () => (await reader.see('thread.get', { threadId: thread.id })).readNo ?? 0;
  await until(async () => (await readNo()) === 1, 'the first post to be read');
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await page.getByText('One thread marked as read').waitFor();
  await until(async () => (await readNo()) === 6, 'all of it to be read');
  await page.getByRole('button', { name: 'Undo' }).click();
  await until(async () => (await readNo()) === 1, 'it to be unread again');
  await visitor.close();
}, 60_000);

test('without scripts everything is marked as read and unread again by buttons', async () => {
  await start('Plain');
  const before = (await reader.see('unread.count', {})).total;
  expect(before).toBeGreaterThan(0);
  const visitor = await asReader({ scripts: false });
  for (const path of ['/unread', `/b/${boardId}`]) {
    const page = await visitor.open(path);
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    expect((await reader.see('unread.count', {})).boards[boardId]).toBeUndefined();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect((await reader.see('unread.count', {})).total).toBe(before);
  }
  const page = await visitor.open('/unread');
  await page.getByRole('link', { name: /Plain/ }).click();
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await openActs(page);
  await page.getByRole('button', { name: 'Unread from here' }).click();
  await page.waitForURL('**/unread');
  await page.getByRole('link', { name: /Plain/ }).waitFor();
  await visitor.close();
}, 60_000);

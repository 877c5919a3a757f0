import { beforeAll, expect, test } from '@jest/globals';
import type { Thread, ThreadId } from '@hearth/shared/threads/entity';
import type { Browser, Page } from 'playwright-core';
import type { visit } from '../support/browser.ts';
import { openBrowser, untilLive, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** What of a thread counts as read, and where it opens. */

let demo: Demo;
let browser: Browser;
let names: string[];
let reader: Person;
let writer: Person;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  names = (await demo.see('demo.people', {})).filter(({ role }) => role === 'member').map(({ name }) => name);
  [reader, writer] = [await personNamed(browser, demo, names[0]), await personNamed(browser, demo, names[1])];
}, 120_000);

const SENTENCE = 'The late bus leaves at half past four, and whoever misses it walks home along the river. ';

/** A thread of so many posts, by somebody else. */
async function aThreadOf(posts: number, text = SENTENCE.repeat(5)): Promise<Thread> {
  const boardId = present((await demo.see('board.list', {}))[0]).id;
  const start = { boardId, title: `Thread of ${posts}`, text, language: 'en' } as const;
  const { thread } = await writer.do('thread.start', start);
  for (let n = 1; n < posts; n++) await writer.do('post.reply', { threadId: thread.id, text: `${n + 1}. ${text}` });
  return thread;
}

const readNoOf = async (threadId: ThreadId) => (await reader.see('thread.get', { threadId })).readNo;
const isOnScreen = (page: Page, selector: string) =>
  page.locator(selector).evaluate((at) => {
    const { top, bottom } = at.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

function asReader(looks: Parameters<typeof visit>[2] = {}): Promise<Visitor> {
  return asNamed(browser, demo, names[0] ?? '', looks);
}

test.each([
  ['en', 1280, 'New for you', '3 unread'],
  ['es', 360, 'Nuevo para usted', '3 sin leer'],
] as const)(
  'Complaint 7: a thread opens at the first unread post on every device, and rows tell new from unread (%s, %i px)',
  async (locale, width, line, unread) => {
    const [{ id, boardId }, other] = [await aThreadOf(20), await aThreadOf(20)];
    const visitor = await asReader({ locale, width });
    const board = await visitor.open(`/b/${boardId}`);
    const row = board.locator('.thread-row', { has: board.locator(`a[href*="${id}"]`) });
    await row.locator('.new').waitFor();
    for (const threadId of [id, other.id]) await reader.do('thread.mark-read', { threadId, no: 17 });
    await board.reload();
    await row.getByText(unread).waitFor();
    expect(await row.locator('.new').count()).toBe(0);

    const elsewhere = await asReader({ locale, width, scripts: false });
    const plain = await elsewhere.open(`/t/${other.id}#unread`);
    expect(await isOnScreen(plain, '#unread')).toBe(true);
    for (const page of [board, await visitor.open(`/t/${other.id}`)]) {
      if (page === board) await row.locator('a.title').click();
      await page.locator('#post-18').waitFor();
      await until(() => isOnScreen(page, '#unread'), 'the line to be on the screen');
      expect(await page.locator('#unread').innerText()).toBe(line);
      expect(await page.locator('.unread-line + li').getAttribute('id')).toBe('post-18');
    }
    expect(visitor.faults).toEqual([]);
    await Promise.all([visitor.close(), elsewhere.close()]);
  },
  90_000,
);

test('Complaint 7: read is what was on the screen for a while, and nothing beyond it', async () => {
  const { id } = await aThreadOf(20, SENTENCE.repeat(3));
  const visitor = await asReader({ width: 360 });
  const page = await visitor.open(`/t/${id}`);
  await untilLive(page);
  // Two of them may rest on the screen, and be told one after the other.
  let first = 0;
  await until(async () => {
    const before = first;
    await page.waitForTimeout(2_500);
    first = (await readNoOf(id)) ?? 0;
    return first > 0 && first === before;
  }, 'something to be read');
  expect(await isOnScreen(page, `#post-${first} time`)).toBe(true);
  expect(first).toBeLessThan(5);

  // A jump to the end reads nothing of what lies between: what had begun on the screen went by.
  const begun = await page
    .locator('[data-testid=posts] > li[id]')
    .evaluateAll((posts) => posts.filter((post) => post.getBoundingClientRect().top < innerHeight).length);
  expect(begun).toBeLessThan(6);
  await page.locator('#post-20').evaluate((post) => post.scrollIntoView({ block: 'center' }));
  await page.waitForTimeout(2_500);
  expect(await readNoOf(id)).toBeLessThanOrEqual(begun);

  // Whoever reads on, by the keyboard here, has read it to the end.
  await page.evaluate(() => scrollTo(0, 0));
  for (let n = 0; n < 40; n++) {
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(50);
  }
  await until(async () => (await readNoOf(id)) === 20, 'all of it to be read');
  await visitor.close();
}, 90_000);

test('a thread in a tab that is not looked at stays unread', async () => {
  const { id } = await aThreadOf(2, 'Short.');
  const visitor = await asReader();
  const page = await visitor.context.newPage();
  await page.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => sessionStorage['looked'] ?? 'hidden' });
  });
  await page.goto(`/t/${id}`);
  await untilLive(page);
  await page.waitForTimeout(3_000);
  expect(await readNoOf(id)).toBe(0);
  await page.evaluate(() => {
    sessionStorage['looked'] = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await until(async () => (await readNoOf(id)) === 2, 'a short thread to be read without a scroll');
  await visitor.close();
}, 60_000);

test('what is read quickly one after the other is one write', async () => {
  const { id } = await aThreadOf(12);
  const visitor = await asReader();
  const page = await visitor.context.newPage();
  let writes = 0;
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => void (String(payload).includes('thread.mark-read') && writes++)),
  );
  await page.goto(`/t/${id}`);
  await untilLive(page);
  for (let n = 1; n <= 12; n++) {
    await page.locator(`#post-${n}`).scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
  }
  await until(async () => (await readNoOf(id)) === 12, 'all of it to be read');
  expect(writes).toBeLessThan(6);
  await visitor.close();
}, 60_000);

test('without scripts a button says that one has read', async () => {
  const { id } = await aThreadOf(3, 'Short.');
  const visitor = await asReader({ scripts: false, locale: 'es' });
  const page = await visitor.open(`/t/${id}`);
  expect(await readNoOf(id)).toBe(0);
  await page.getByRole('button', { name: 'Marcar como leído' }).click();
  expect(await readNoOf(id)).toBe(3);
  expect(await page.getByRole('button', { name: 'Marcar como leído' }).count()).toBe(0);
  await visitor.close();
}, 60_000);

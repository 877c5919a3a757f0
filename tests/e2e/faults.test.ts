import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, readPage, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { Proxy } from '../support/proxy.ts';

let demo: Demo;
let browser: Browser;
/** Offline, Chromium holds back what an open socket sends and releases it when the page closes; a cut connection does not. */
let line: Proxy;
let ana: Visitor;
let ben: Visitor;
let thread: string;
let room: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  line = await Proxy.before(demo.url);
  const short = (await demo.see('thread.latest', { most: 20 })).find((row) => row.thread.lastNo < 20);
  const live = (await demo.see('room.list', {})).find(({ status }) => status === 'live');
  [thread, room] = [`/t/${short?.thread.id}`, `/rooms/${live?.id}`];
  const hosts = new Set(live?.hosts.map(({ personId }) => personId));
  const people = await demo.see('demo.people', {});
  const [one, other] = people.filter(({ id, role }) => role === 'member' && !hosts.has(id));
  [ana, ben] = [await visit(browser, demo.url), await visit(browser, demo.url)];
  await signInAs(ana, one?.name ?? '');
  await signInAs(ben, other?.name ?? '');
}, 120_000);
afterAll(async () => {
  await browser.close();
  await line.close();
  await demo.close();
}, 30_000);

const box = (page: Page) => page.getByTestId('composer').getByRole('textbox');

async function reply(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await page.getByRole('button', { name: 'Post reply' }).click();
}

async function ask(page: Page, text: string): Promise<void> {
  await page.getByTestId('ask').getByRole('textbox').fill(text);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
}

async function opened(visitor: Visitor, path: string): Promise<Page> {
  const page = await visitor.open(path);
  await untilLive(page);
  // Gone as soon as the page reloads.
  await page.evaluate(() => Object.assign(window, { wasHere: true }));
  return page;
}

test('F9, complaint 1: a browser that was offline shows what a fresh load shows, without one, and keeps what was written over one', async () => {
  const [staying, asking] = [await opened(ben, thread), await opened(ben, room)];
  const leaving = await opened(ben, line.url + thread);
  await ben.context.setOffline(true);
  line.cut();
  await Promise.all(
    [staying, leaving, asking].map((page) => page.locator('[data-testid=connection]:not(.live)').waitFor()),
  );
  await reply(staying, 'Written on the train');
  await reply(leaving, 'Written in the tunnel');
  await box(leaving).fill('Begun in the tunnel');
  await ask(asking, 'Asked on the train?');
  await asking.getByText('Asked on the train?').waitFor();
  // Its page is closed, and an offline browser cannot open another.
  await expect(leaving.reload()).rejects.toThrow(/ERR_INTERNET_DISCONNECTED/);

  const [there, desk] = [await opened(ana, thread), await opened(ana, room)];
  for (let n = 1; n <= 5; n++) await reply(there, `Meanwhile, at school: ${n}`);
  await there.getByTestId('pending').first().waitFor({ state: 'detached' });
  for (const text of ['Asked at school?', 'Asked once more at school?']) await ask(desk, text);
  await desk.locator('[data-testid=open] button[name=up][aria-pressed=false]').first().click();
  for (const page of [there, desk]) expect(await page.getByText(/in the tunnel|on the train/).count()).toBe(0);

  await ben.context.setOffline(false);
  line.mend();
  await leaving.goto(line.url + thread);
  await Promise.all([staying, leaving, asking].map(untilLive));
  for (const page of [there, staying, leaving]) {
    for (const text of ['Written on the train', 'Written in the tunnel', 'Meanwhile, at school: 5'])
      await page.locator('li[id]').filter({ hasText: text }).waitFor();
    await page.getByTestId('pending').first().waitFor({ state: 'detached' });
  }
  expect(await box(leaving).inputValue()).toBe('Begun in the tunnel');
  await desk.getByTestId('question').filter({ hasText: 'Asked on the train?' }).waitFor();
  await asking.getByTestId('question').filter({ hasText: 'Asked once more at school?' }).waitFor();
  await asking.waitForTimeout(600);
  const posts = await shownAs(staying, await ben.open(thread), 'posts');
  expect((await shownAs(there, await ana.open(thread), 'posts')).map(saidIn)).toEqual(posts.map(saidIn));
  await shownAs(asking, await ben.open(room), 'open');
  for (const page of [staying, asking]) expect(await page.evaluate(() => 'wasHere' in window)).toBe(true);
  expect([...ana.faults, ...ben.faults]).toEqual([]);
}, 90_000);

/** Of a post as it is shown, all but what its reader may do with it. */
function saidIn(post: string): string {
  return post.replace(/ (?:Thanks \+ )?Reply .*$/, '');
}

/** What a page shows, after checking that a fresh load shows the same and that nothing of this test appears twice. */
async function shownAs(page: Page, fresh: Page, list: 'posts' | 'open'): Promise<string[]> {
  const shown = await readPage(fresh, list);
  expect(await readPage(page, list)).toEqual(shown);
  const ours = shown.flatMap(
    (text) => /(Written|Meanwhile|Asked)[^.?]*(train|tunnel|school(: \d)?)/.exec(text)?.[0] ?? [],
  );
  expect(ours).toHaveLength(list === 'posts' ? 7 : 3);
  expect(new Set(ours).size).toBe(ours.length);
  // Only their author sees the buttons to change them.
  return shown.map((text) => text.replace(/ Edit Delete$/, ''));
}

test('F12, complaint 9: a double click posts once', async () => {
  const page = await opened(ana, thread);
  await box(page).fill('Clicked twice');
  await page.getByRole('button', { name: 'Post reply' }).dblclick();
  await page.locator('li[id]').filter({ hasText: 'Clicked twice' }).waitFor();
  await page.getByTestId('pending').first().waitFor({ state: 'detached' });
  const fresh = await ana.open(thread);
  expect(await fresh.locator('li[id]').filter({ hasText: 'Clicked twice' }).count()).toBe(1);
});

/** What is loaded late comes when it may: when what comes back is called. */
async function slowly(page: Page): Promise<() => void> {
  const slow = Promise.withResolvers<null>();
  await page.route('**/_app/immutable/**', async (route) => {
    await slow.promise;
    await route.continue();
  });
  return () => slow.resolve(null);
}

const press = (page: Page) => page.getByRole('button', { name: 'Post reply' }).click();
const postsWith = (page: Page, text: string) => page.locator('li[id]').filter({ hasText: text });

test('what is written while a press waits for what looks at the words stays, and pressed twice they go once', async () => {
  const page = await opened(ben, thread);
  const arrives = await slowly(page);
  await box(page).fill('Pressed on a slow line');
  const asked = page.waitForRequest('**/_app/immutable/**');
  await press(page);
  await press(page);
  await box(page).fill('Begun before it went');
  await asked;
  expect(await postsWith(page, 'Pressed on a slow line').count()).toBe(0);
  arrives();
  await postsWith(page, 'Pressed on a slow line').waitFor();
  await page.getByTestId('pending').first().waitFor({ state: 'detached' });
  expect(await box(page).inputValue()).toBe('Begun before it went');
  const fresh = await ana.open(thread);
  expect(await postsWith(fresh, 'Pressed on a slow line').count()).toBe(1);
  expect(await postsWith(fresh, 'Begun before').count()).toBe(0);
});

test('who goes on with words that wait and presses again sends them once, to whom they were written', async () => {
  const page = await opened(ben, thread);
  const posts = page.locator('li[id]');
  const reply = (n: number) => posts.nth(n).getByRole('button', { name: 'Reply' }).click();
  const first = await posts.nth(0).getAttribute('id');
  await reply(0);
  const arrives = await slowly(page);
  await box(page).fill('Gone on with');
  const asked = page.waitForRequest('**/_app/immutable/**');
  await press(page);
  await asked;
  await box(page).fill('Gone on with and pressed again');
  await press(page);
  await reply(1);
  arrives();
  await postsWith(page, 'Gone on with and pressed again').waitFor();
  await page.getByTestId('pending').first().waitFor({ state: 'detached' });
  expect(await box(page).inputValue()).toBe('');
  const fresh = await ana.open(thread);
  const sent = postsWith(fresh, 'Gone on with');
  expect(await sent.count()).toBe(1);
  await sent.locator(`a[href$="#${first}"]`).first().waitFor({ state: 'attached' });
});

test('F13: on a device whose clock is an hour behind nothing was written in the future', async () => {
  const late = await visit(browser, demo.url);
  await late.context.clock.setFixedTime(Date.now() - 3_600_000);
  const page = await opened(late, thread);
  const times = await page.locator('li[id] time').allInnerTexts();
  // The one that was just written.
  expect(times.at(-1)).toBe('now');
  for (const time of times) expect(time).toMatch(/^(now|yesterday|last \w+|.* ago)$/);
  await late.close();
});

import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';

let demo: Demo;
let browser: Browser;
let path: string;
let author: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const { rows } = await demo.see('board.get', { boardId: 'learning' });
  path = `/t/${rows.find(({ title }) => title.startsWith('Homework help'))?.id}`;
  author = (await demo.see('demo.people', {})).find(({ role }) => role === 'moderator')?.name ?? '';
}, 120_000);

/** Whatever a page asks of anybody but us. */
function elsewhere(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(demo.url)) asked.push(request.url());
  });
  return asked;
}
const cardIn = (page: Page) => page.locator('#post-6 .cards a');

test.each([
  ['before scripts run, on a phone', { width: 360, scripts: false }],
  ['on a desktop', { width: 1280 }],
])(
  'a link shows where it leads, %s, and the other site is asked for nothing',
  async (_where, looks) => {
    const visitor = await visit(browser, demo.url, looks);
    const page = await visitor.context.newPage();
    const asked = elsewhere(page);
    const picture = page.waitForResponse((answer) => /\/api\/files\/[0-9a-f]+\/480$/.test(answer.url()));
    await page.goto(demo.url + path);
    const card = cardIn(page);
    await card.scrollIntoViewIfNeeded();
    expect(await card.getAttribute('href')).toBe('https://afterschool.example/first-half-hour');
    expect(await card.innerText()).toContain('After School Notes · afterschool.example');
    expect((await picture).headers()['content-type']).toBe('image/webp');
    expect(asked).toEqual([]);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);

test('a moderator takes it away on a page of its own, and open pages follow', async () => {
  const [visitor, stranger] = [
    await visit(browser, demo.url, { width: 360, locale: 'es' }),
    await visit(browser, demo.url),
  ];
  await signInAs(visitor, author);
  const [page, other] = [await visitor.open(path), await stranger.open(path)];
  await Promise.all([page, other].map(untilLive));
  const post = page.locator('#post-6');
  await post.getByRole('button', { name: 'Más acciones para el n.º 6' }).click();
  await post.getByRole('link', { name: 'Vistas previas' }).click();
  await page.getByRole('heading', { name: 'Vistas previas del mensaje 6' }).waitFor();
  await page.getByRole('button', { name: 'Quitar la vista previa de The first half hour after school' }).click();
  await page.waitForURL(/\/t\//);
  expect(await cardIn(page).count()).toBe(0);
  await cardIn(other).waitFor({ state: 'detached' });
  expect(await other.locator('#post-6').getByRole('link', { name: 'https://afterschool.example' }).count()).toBe(1);
  expect([...visitor.faults, ...stranger.faults]).toEqual([]);
  await Promise.all([visitor.close(), stranger.close()]);
}, 60_000);

test('a video is a link before scripts, and a player once it is pressed; nothing is asked of its site before that', async () => {
  const plain = await visit(browser, demo.url, { scripts: false });
  const link = (await plain.open(path)).locator('#post-7 .cards a');
  expect(await link.getAttribute('href')).toBe('https://www.youtube.com/watch?v=aqz-KE-bpKQ');
  await plain.close();

  const visitor = await visit(browser, demo.url, { width: 360 });
  // Nobody who runs tests watches it.
  await visitor.context.route(/youtube/, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<p>Playing</p>' }),
  );
  const page = await visitor.context.newPage();
  const asked = elsewhere(page);
  await page.goto(demo.url + path);
  await untilLive(page);
  // What plays it is loaded when everything else is.
  await page.waitForTimeout(5_000);
  const video = page.locator('#post-7 .cards a');
  await video.scrollIntoViewIfNeeded();
  expect(asked).toEqual([]);
  await video.focus();
  await page.keyboard.press('Enter');
  const frame = page.locator('#post-7 iframe');
  await frame.waitFor();
  await page.frameLocator('#post-7 iframe').getByText('Playing').waitFor();
  expect(asked).toEqual(['https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&rel=0']);
  expect(await frame.getAttribute('title')).toBe('Big Buck Bunny');
  expect(await frame.getAttribute('sandbox')).toBe('allow-scripts allow-same-origin allow-presentation allow-popups');
  expect(await frame.evaluate((one) => document.activeElement === one)).toBe(true);
  expect(await page.locator('#post-7 .cards a.video').count()).toBe(0);
  expect(visitor.faults).toEqual([]);
  await visitor.close();
}, 60_000);

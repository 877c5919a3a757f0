import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

/** Opens a page once the service worker is there to see what is read. */
async function openKept(visitor: Visitor, path: string): Promise<Page> {
  const page = await visitor.open('/boards');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.goto(path);
  return page;
}

/** What lies in the browser's caches, by path. */
const copiesIn = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const found: Record<string, string> = {};
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        const { pathname } = new URL(url);
        if (!pathname.startsWith('/_app/')) found[pathname] = (await (await cache.match(url))?.text()) ?? '';
      }
    }
    return found;
  });

test('W8: off line one reads what one has read, is told what waits, and goes on when the server is back', async () => {
  const member = (await demo.see('demo.people', {})).find(({ role }) => role === 'member');
  const [latest] = (await demo.see('thread.latest', { most: 20 })).filter(({ thread }) => thread.lastNo < 20);
  const path = `/t/${latest?.thread.id}`;
  const visitor = await asNamed(browser, demo, member?.name ?? '', { serviceWorker: true });
  const page = await openKept(visitor, path);
  await untilLive(page);
  await until(async () => path in (await copiesIn(page)), 'a copy of the thread');
  // Nothing of whoever is signed in is in it.
  expect((await copiesIn(page))[path]).toContain('me:null');

  await demo.server.stop();
  await page.locator('[data-testid=connection]:not(.live)').waitFor();
  await page.getByTestId('composer').getByRole('textbox').fill('Written in the tunnel');
  await page.getByRole('button', { name: 'Post reply' }).click();
  await page.getByTestId('pending').waitFor();
  await page.goto('/people/0123456789abcdef');
  await page.getByRole('heading', { name: 'You are offline' }).waitFor();
  await page.getByText('One thing you wrote is waiting to be sent.').waitFor();
  await page
    .getByTestId('copies')
    .getByRole('link', { name: latest?.thread.title ?? '' })
    .click();
  await page.getByRole('heading', { name: latest?.thread.title ?? '' }).waitFor();

  await page.goto('/people/0123456789abcdef');
  await demo.server.start();
  // The page goes on by itself to where one wanted to go.
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  await page.goto(path);
  await page.getByTestId('posts').locator('li[id]').filter({ hasText: 'Written in the tunnel' }).waitFor();
  await visitor.close();
}, 120_000);

test('W8: what members alone may read is never kept, and of oneself nothing is', async () => {
  const staff = (await demo.see('demo.people', {})).find(({ role }) => role !== 'member');
  const visitor = await asNamed(browser, demo, staff?.name ?? '', { serviceWorker: true, locale: 'es' });
  const open = new Set((await demo.see('board.list', {})).map(({ id }) => String(id)));
  const boards = await openKept(visitor, '/boards');
  const paths = await boards
    .locator('.board a.name')
    .evaluateAll((all) => all.map((at) => at.getAttribute('href') ?? ''));
  const closed = paths.find((at) => !open.has(at.replace('/b/', ''))) ?? '';
  const [other = ''] = [...open];
  expect(closed).toMatch(/^\/b\//);
  await boards.goto(closed);
  await boards.goto(`/b/${other}`);
  await until(async () => `/b/${other}` in (await copiesIn(boards)), 'a copy of the open board');
  const copies = await copiesIn(boards);
  expect(Object.keys(copies)).not.toContain(closed);
  for (const html of Object.values(copies).filter((text) => text.includes('<html'))) expect(html).toContain('me:null');
  expect(copies[`/b/${other}`]).toContain('lang="es"');

  await demo.server.stop();
  await boards.goto(closed);
  await boards.getByRole('heading', { name: 'Sin conexión' }).waitFor();
  await demo.server.start();
  await visitor.close();
}, 120_000);

test('W8: what one has read in the library is there off line, and nothing of what is for members', async () => {
  const { entries } = await demo.see('library.list', {});
  const open = entries[0];
  const ana = await asNamed(browser, demo, 'Ana Fuentes', { serviceWorker: true, width: 360 });
  const page = await openKept(ana, '/library?kind=template');
  await untilLive(page);
  const all = await page.goto('/library');
  expect(all?.ok()).toBe(true);
  const closed = page.getByTestId('entry').getByRole('link');
  const paths = await closed.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const seen = new Set(entries.map(({ id }) => String(id)));
  const members = paths.find((path) => !seen.has(path.split('/')[2] ?? '')) ?? '';
  const everyone = paths.find((path) => path.split('/')[2] === open?.id) ?? '';
  expect([members, everyone].filter(Boolean)).toHaveLength(2);
  await page.goto(members);
  await page.goto(everyone);
  await until(async () => everyone in (await copiesIn(page)), 'a copy of the entry');
  await until(async () => '/library' in (await copiesIn(page)), 'a copy of the list');
  const copies = await copiesIn(page);
  expect(Object.keys(copies)).not.toContain(members);
  expect(copies['/library']).not.toContain(members);

  await demo.server.stop();
  await page.goto('/library');
  await page
    .getByTestId('entry')
    .getByRole('link', { name: open?.title ?? '' })
    .waitFor();
  await page.goto(everyone);
  await page.getByRole('heading', { name: open?.title ?? '', level: 1 }).waitFor();
  await page.goto(members);
  await page.getByRole('heading', { name: 'You are offline' }).waitFor();
  await demo.server.start();
  await ana.close();
}, 120_000);

test('W8: what somebody read is on the device no more once their session has ended, and stays while they are off line', async () => {
  const [ana, ben] = (await demo.see('demo.people', {})).map(({ name }) => name);
  const [first, second] = await demo.see('thread.latest', { most: 2 });
  const [read, other] = [`/t/${first?.thread.id}`, `/t/${second?.thread.id}`];
  const visitor = await asNamed(browser, demo, ana ?? '', { serviceWorker: true });
  const page = await openKept(visitor, read);
  await until(async () => read in (await copiesIn(page)), 'a copy of the thread');

  // The copy is rendered for nobody, and says nothing of who is here.
  await demo.server.stop();
  await page.goto(read);
  await page.getByRole('heading', { name: first?.thread.title ?? '' }).waitFor();
  await page.goto('/boards');
  expect(await copiesIn(page)).toHaveProperty([read]);
  await demo.server.start();
  // The page that was shown instead may begin anew at this very moment, as it does once there is a server.
  await page.goto(read).catch(() => page.goto(read));
  await page.getByTestId('composer').waitFor();
  expect(await copiesIn(page)).toHaveProperty([read]);

  // As when it expires, or staff end it.
  await visitor.context.clearCookies({ name: 'hearth' });
  await page.goto('/sign-in');
  await until(async () => !(read in (await copiesIn(page))), 'the copy to be gone');
  expect(Object.keys(await copiesIn(page))).toContain('/offline');

  await signInAs(visitor, ben ?? '');
  await page.goto(other);
  await until(async () => other in (await copiesIn(page)), 'a copy of what the next person reads');
  expect(await copiesIn(page)).not.toHaveProperty([read]);
  await visitor.close();
}, 120_000);
